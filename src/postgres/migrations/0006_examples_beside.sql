CREATE TABLE "optimization_examples" (
	"optimization" text PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"examples" json NOT NULL
);
--> statement-breakpoint
ALTER TABLE "optimization_examples" ADD CONSTRAINT "optimization_examples_optimization_optimizations_id_fk" FOREIGN KEY ("optimization") REFERENCES "public"."optimizations"("id") ON DELETE cascade ON UPDATE no action;