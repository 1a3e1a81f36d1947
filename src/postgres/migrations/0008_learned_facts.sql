CREATE TABLE "learned_facts" (
	"tenant" text NOT NULL,
	"credential" text NOT NULL,
	"model" text NOT NULL,
	"fact" text NOT NULL,
	"correction" json NOT NULL,
	"learned_at" timestamp with time zone NOT NULL,
	CONSTRAINT "learned_facts_credential_model_fact_pk" PRIMARY KEY("credential","model","fact")
);
--> statement-breakpoint
ALTER TABLE "learned_facts" ADD CONSTRAINT "learned_facts_credential_credentials_id_fk" FOREIGN KEY ("credential") REFERENCES "public"."credentials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "learned_facts_credential" ON "learned_facts" USING btree ("tenant","credential","learned_at");