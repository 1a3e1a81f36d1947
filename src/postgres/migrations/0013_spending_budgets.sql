CREATE TABLE "spending_budgets" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"credential" text,
	"span" text NOT NULL,
	"owner" text NOT NULL,
	"max_usd" double precision,
	"max_calls" bigint,
	"max_tokens" bigint,
	"allow_unpriced" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"counted" boolean DEFAULT false NOT NULL,
	"calls" bigint DEFAULT 0 NOT NULL,
	"usd" numeric DEFAULT '0' NOT NULL,
	"tokens" bigint DEFAULT 0 NOT NULL,
	"unpriced_calls" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ledger_attempts" ALTER COLUMN "reserved_usd" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_attempts" ADD COLUMN "estimated" boolean;--> statement-breakpoint
ALTER TABLE "spending_budgets" ADD CONSTRAINT "spending_budgets_credential_credentials_id_fk" FOREIGN KEY ("credential") REFERENCES "public"."credentials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "spending_budgets_credential" ON "spending_budgets" USING btree ("credential");--> statement-breakpoint
CREATE UNIQUE INDEX "spending_budgets_one" ON "spending_budgets" USING btree ("tenant",coalesce("credential", ''),"span","owner");--> statement-breakpoint
CREATE INDEX "ledger_attempts_age" ON "ledger_attempts" USING brin ("created_at");--> statement-breakpoint
ALTER TABLE "spending_budgets" SET (fillfactor = 20);
