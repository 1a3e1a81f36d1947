CREATE TABLE "model_aliases" (
	"tenant" text NOT NULL,
	"name" text NOT NULL,
	"model" text NOT NULL,
	"credential" text,
	CONSTRAINT "model_aliases_tenant_name_pk" PRIMARY KEY("tenant","name")
);
