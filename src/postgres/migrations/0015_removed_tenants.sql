CREATE TABLE "removed_tenants" (
	"digest" text PRIMARY KEY NOT NULL,
	"removed_at" timestamp with time zone DEFAULT now() NOT NULL
);
