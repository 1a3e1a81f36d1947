ALTER TABLE "optimizations" ADD COLUMN "pause_requested" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "optimizations" ADD COLUMN "turn" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "optimizations" ADD COLUMN "seconds_used" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "optimizations" ADD COLUMN "running_since" timestamp with time zone;