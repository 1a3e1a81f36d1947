CREATE TABLE "api_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"prefix" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dataset_examples" (
	"tenant" text NOT NULL,
	"dataset" text NOT NULL,
	"position" integer NOT NULL,
	"split" text,
	"example" json NOT NULL,
	CONSTRAINT "dataset_examples_dataset_position_pk" PRIMARY KEY("dataset","position")
);
--> statement-breakpoint
CREATE TABLE "datasets" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"size" integer NOT NULL,
	"splits" json NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "datasets_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"tenant" text NOT NULL,
	"operation" text NOT NULL,
	"key" text NOT NULL,
	"input_hash" text NOT NULL,
	"result" json,
	"lease_until" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_tenant_operation_key_pk" PRIMARY KEY("tenant","operation","key")
);
--> statement-breakpoint
CREATE TABLE "ledger_answers" (
	"tenant" text NOT NULL,
	"job" text NOT NULL,
	"call_key" "bytea" NOT NULL,
	"answer" json NOT NULL,
	CONSTRAINT "ledger_answers_tenant_job_call_key_pk" PRIMARY KEY("tenant","job","call_key")
);
--> statement-breakpoint
CREATE TABLE "ledger_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"job" text NOT NULL,
	"epoch" integer,
	"call_key" "bytea" NOT NULL,
	"attempt" smallint NOT NULL,
	"model" text NOT NULL,
	"credential" text,
	"purpose" text NOT NULL,
	"reserved_usd" double precision NOT NULL,
	"reserved_tokens" bigint NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"error_code" text,
	"input_tokens" bigint,
	"cached_input_tokens" bigint,
	"output_tokens" bigint,
	"reasoning_tokens" bigint,
	"usd" double precision,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "ledger_cached" (
	"tenant" text NOT NULL,
	"job" text NOT NULL,
	"model" text NOT NULL,
	"purpose" text NOT NULL,
	"day" date NOT NULL,
	"times" bigint NOT NULL,
	CONSTRAINT "ledger_cached_tenant_job_model_purpose_day_pk" PRIMARY KEY("tenant","job","model","purpose","day")
);
--> statement-breakpoint
CREATE TABLE "ledger_jobs" (
	"tenant" text NOT NULL,
	"job" text NOT NULL,
	"epoch" integer NOT NULL,
	"max_calls" integer,
	"max_task_calls" integer,
	"max_usd" double precision,
	"max_tokens" bigint,
	"calls" integer DEFAULT 0 NOT NULL,
	"task_calls" integer DEFAULT 0 NOT NULL,
	"usd" double precision DEFAULT 0 NOT NULL,
	"tokens" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "ledger_jobs_tenant_job_pk" PRIMARY KEY("tenant","job")
);
--> statement-breakpoint
CREATE TABLE "optimization_candidates" (
	"tenant" text NOT NULL,
	"optimization" text NOT NULL,
	"id" text NOT NULL,
	"index" integer NOT NULL,
	"candidate" json NOT NULL,
	CONSTRAINT "optimization_candidates_optimization_id_pk" PRIMARY KEY("optimization","id")
);
--> statement-breakpoint
CREATE TABLE "optimization_events" (
	"tenant" text NOT NULL,
	"optimization" text NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"message" text,
	"candidate" text,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "optimization_events_optimization_number_pk" PRIMARY KEY("optimization","number")
);
--> statement-breakpoint
CREATE TABLE "optimizations" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"reason" json,
	"input" json NOT NULL,
	"quote" json NOT NULL,
	"progress" json NOT NULL,
	"baseline" json,
	"best" text,
	"adaptations" json NOT NULL,
	"result" json,
	"cancel_requested" boolean DEFAULT false NOT NULL,
	"idempotency_key" text,
	"input_hash" text,
	"events" integer DEFAULT 0 NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "optimizations_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "prompts" (
	"tenant" text NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"template" json NOT NULL,
	"model" text,
	"origin" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "prompts_tenant_name_version_pk" PRIMARY KEY("tenant","name","version")
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"provider" text NOT NULL,
	"name" text NOT NULL,
	"base_url" text NOT NULL,
	"origin" text NOT NULL,
	"fields" json NOT NULL,
	"sealed" "bytea",
	"version" integer NOT NULL,
	"hint" text,
	"fingerprint" text NOT NULL,
	"is_default" boolean NOT NULL,
	"optimization" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"tenant" text PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"kek_version" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "key_check" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"value" "bytea" NOT NULL,
	CONSTRAINT "key_check_only" CHECK ("key_check"."only")
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_tenant_tenants_id_fk" FOREIGN KEY ("tenant") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_examples" ADD CONSTRAINT "dataset_examples_dataset_datasets_id_fk" FOREIGN KEY ("dataset") REFERENCES "public"."datasets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "optimization_candidates" ADD CONSTRAINT "optimization_candidates_optimization_optimizations_id_fk" FOREIGN KEY ("optimization") REFERENCES "public"."optimizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "optimization_events" ADD CONSTRAINT "optimization_events_optimization_optimizations_id_fk" FOREIGN KEY ("optimization") REFERENCES "public"."optimizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_tokens_prefix" ON "api_tokens" USING btree ("prefix");--> statement-breakpoint
CREATE UNIQUE INDEX "datasets_version" ON "datasets" USING btree ("tenant","name","version");--> statement-breakpoint
CREATE INDEX "datasets_position" ON "datasets" USING btree ("tenant","position");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "ledger_attempts_created" ON "ledger_attempts" USING btree ("tenant","created_at");--> statement-breakpoint
CREATE INDEX "ledger_attempts_job" ON "ledger_attempts" USING btree ("tenant","job") WHERE "ledger_attempts"."epoch" is not null;--> statement-breakpoint
CREATE INDEX "ledger_cached_day" ON "ledger_cached" USING btree ("tenant","day");--> statement-breakpoint
CREATE INDEX "optimization_candidates_index" ON "optimization_candidates" USING btree ("optimization","index");--> statement-breakpoint
CREATE UNIQUE INDEX "optimizations_idempotency" ON "optimizations" USING btree ("tenant","idempotency_key");--> statement-breakpoint
CREATE INDEX "optimizations_position" ON "optimizations" USING btree ("tenant","position");--> statement-breakpoint
CREATE INDEX "optimizations_unfinished" ON "optimizations" USING btree ("position") WHERE "optimizations"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "credentials_tenant" ON "credentials" USING btree ("tenant","created_at");--> statement-breakpoint
CREATE INDEX "credentials_optimization" ON "credentials" USING btree ("tenant","optimization") WHERE "credentials"."optimization" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "credentials_default" ON "credentials" USING btree ("tenant","provider") WHERE "credentials"."is_default" and "credentials"."optimization" is null;