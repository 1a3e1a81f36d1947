DROP INDEX "optimizations_idempotency";--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "in_doubt" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "call" text;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "owner" text;--> statement-breakpoint
CREATE INDEX "idempotency_keys_held" ON "idempotency_keys" USING btree ("owner") WHERE "idempotency_keys"."owner" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "optimizations_idempotency" ON "optimizations" USING btree ("tenant","kind","idempotency_key");