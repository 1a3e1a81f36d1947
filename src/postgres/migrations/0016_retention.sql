CREATE TABLE "retention_periods" (
	"tenant" text PRIMARY KEY NOT NULL,
	"run_days" integer,
	"library_days" integer
);
--> statement-breakpoint
CREATE TABLE "retention_sweep" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	CONSTRAINT "retention_sweep_only" CHECK ("retention_sweep"."only")
);
--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "used_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "prompts" ADD COLUMN "used_at" timestamp with time zone DEFAULT now() NOT NULL;