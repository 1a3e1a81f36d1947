CREATE TABLE "metric_scores" (
	"tenant" text NOT NULL,
	"optimization" text NOT NULL,
	"key" text NOT NULL,
	"score" double precision,
	"feedback" text NOT NULL,
	CONSTRAINT "metric_scores_optimization_key_pk" PRIMARY KEY("optimization","key")
);
--> statement-breakpoint
ALTER TABLE "optimizations" ADD COLUMN "judge_agreement" json;--> statement-breakpoint
ALTER TABLE "metric_scores" ADD CONSTRAINT "metric_scores_optimization_optimizations_id_fk" FOREIGN KEY ("optimization") REFERENCES "public"."optimizations"("id") ON DELETE cascade ON UPDATE no action;