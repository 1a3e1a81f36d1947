CREATE TABLE "provider_pauses" (
	"tenant" text NOT NULL,
	"credential" text NOT NULL,
	"origin" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"strikes" integer NOT NULL,
	CONSTRAINT "provider_pauses_tenant_credential_origin_pk" PRIMARY KEY("tenant","credential","origin")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"set_by" text NOT NULL,
	"scope" text NOT NULL,
	"subject" text NOT NULL,
	"credential" text,
	"requests_per_minute" integer,
	"tokens_per_minute" bigint,
	"max_concurrency" integer,
	"state" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "rate_limits" ADD CONSTRAINT "rate_limits_credential_credentials_id_fk" FOREIGN KEY ("credential") REFERENCES "public"."credentials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "rate_limits_subject" ON "rate_limits" USING btree ("tenant","scope","subject",("set_by" = 'tenant'));--> statement-breakpoint
CREATE UNIQUE INDEX "rate_limits_credential" ON "rate_limits" USING btree ("credential");