CREATE TABLE "prompt_label_moves" (
	"position" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "prompt_label_moves_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"tenant" text NOT NULL,
	"name" text NOT NULL,
	"label" text NOT NULL,
	"version" integer,
	"previous_version" integer,
	"moved_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "prompts" ADD COLUMN "candidate" text;--> statement-breakpoint
ALTER TABLE "prompts" ADD COLUMN "parent_name" text;--> statement-breakpoint
ALTER TABLE "prompts" ADD COLUMN "parent_version" integer;--> statement-breakpoint
CREATE INDEX "prompt_label_moves_label" ON "prompt_label_moves" USING btree ("tenant","name","label","position");--> statement-breakpoint
CREATE INDEX "prompts_parent" ON "prompts" USING btree ("tenant","parent_name");