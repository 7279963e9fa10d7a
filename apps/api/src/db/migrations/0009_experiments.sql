CREATE TABLE "experiment_file" (
	"run_id" uuid NOT NULL,
	"name" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"uploaded_at" timestamp with time zone,
	CONSTRAINT "experiment_file_run_id_name_pk" PRIMARY KEY("run_id","name")
);
--> statement-breakpoint
CREATE TABLE "experiment_piece" (
	"run_id" uuid NOT NULL,
	"name" text NOT NULL,
	"place" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "experiment_piece_run_id_name_place_pk" PRIMARY KEY("run_id","name","place")
);
--> statement-breakpoint
CREATE TABLE "experiment_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"request_hash" text NOT NULL,
	"lesson" text NOT NULL,
	"question_id" text NOT NULL,
	"question_version" text NOT NULL,
	"state" text NOT NULL,
	"settings" jsonb,
	"tries" integer DEFAULT 0 NOT NULL,
	"held_by" uuid,
	"progress" double precision DEFAULT 0 NOT NULL,
	"reason" jsonb,
	"metrics" jsonb,
	"attempt_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"queued_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "experiment_once" UNIQUE("learner_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "experiment_worker" (
	"id" uuid PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "experiment_file" ADD CONSTRAINT "experiment_file_run_id_experiment_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."experiment_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiment_piece" ADD CONSTRAINT "experiment_piece_file_fk" FOREIGN KEY ("run_id","name") REFERENCES "public"."experiment_file"("run_id","name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiment_run" ADD CONSTRAINT "experiment_run_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiment_run" ADD CONSTRAINT "experiment_run_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "experiment_learner_index" ON "experiment_run" USING btree ("learner_id","lesson","question_id","created_at");--> statement-breakpoint
CREATE INDEX "experiment_queue_index" ON "experiment_run" USING btree ("state","queued_at");