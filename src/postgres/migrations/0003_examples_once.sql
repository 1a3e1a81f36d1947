ALTER TABLE "dataset_examples" ADD COLUMN "id_key" uuid;--> statement-breakpoint
ALTER TABLE "dataset_examples" ADD COLUMN "inputs_key" bigint NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "dataset_examples" ADD COLUMN "expected_key" bigint NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "dataset_examples" ADD COLUMN "near_key" bigint NOT NULL DEFAULT 0;--> statement-breakpoint
-- What was stored before is compared with nothing: its keys are its places.
UPDATE "dataset_examples" SET "inputs_key" = "position", "near_key" = "position",
  "id_key" = encode(substring(sha256(convert_to("example"->>'id', 'UTF8')) for 16), 'hex')::uuid;--> statement-breakpoint
ALTER TABLE "dataset_examples" ALTER COLUMN "inputs_key" DROP DEFAULT, ALTER COLUMN "expected_key" DROP DEFAULT, ALTER COLUMN "near_key" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "duplicates" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "bytes" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE "datasets" SET "bytes" = (SELECT coalesce(sum(octet_length("example"::text)), 0) FROM "dataset_examples" WHERE "dataset" = "datasets"."id");--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "findings" json;--> statement-breakpoint
CREATE UNIQUE INDEX "dataset_examples_once" ON "dataset_examples" USING btree ("dataset","inputs_key","expected_key",coalesce("split", ''));--> statement-breakpoint
CREATE UNIQUE INDEX "dataset_examples_id" ON "dataset_examples" USING btree ("dataset","id_key") WHERE "dataset_examples"."id_key" is not null;--> statement-breakpoint
CREATE INDEX "dataset_examples_pinned" ON "dataset_examples" USING btree ("dataset","split","position") WHERE "dataset_examples"."split" is not null;