ALTER TABLE "data_keys" DROP CONSTRAINT "data_keys_pkey";--> statement-breakpoint
ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_tenant_id_pk" PRIMARY KEY("tenant","id");--> statement-breakpoint
ALTER TABLE "credentials" ADD COLUMN "data_key" text;--> statement-breakpoint
ALTER TABLE "data_keys" ADD COLUMN "is_current" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "key_check" ADD COLUMN "kek_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "credentials" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "data_keys" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "credentials" SET "data_key" = (SELECT "id" FROM "data_keys" WHERE "data_keys"."tenant" = "credentials"."tenant");--> statement-breakpoint
ALTER TABLE "credentials" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "data_keys" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_tenant_data_key_data_keys_tenant_id_fk" FOREIGN KEY ("tenant","data_key") REFERENCES "public"."data_keys"("tenant","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "data_keys_current" ON "data_keys" USING btree ("tenant") WHERE "data_keys"."is_current";
