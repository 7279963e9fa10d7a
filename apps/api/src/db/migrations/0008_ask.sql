CREATE TABLE "course_document" (
	"id" uuid PRIMARY KEY NOT NULL,
	"locale" text NOT NULL,
	"title" text NOT NULL,
	"file_name" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"rag_id" text NOT NULL,
	"document" jsonb NOT NULL,
	"added_by" uuid,
	"added_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "knowledge_chunk" (
	"key" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "knowledge_chunk_key_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"collection" text NOT NULL,
	"id" text NOT NULL,
	"document_id" text NOT NULL,
	"chunk" jsonb NOT NULL,
	"length" integer NOT NULL,
	"vector" real[],
	CONSTRAINT "knowledge_chunk_id" UNIQUE("collection","id")
);
--> statement-breakpoint
CREATE TABLE "knowledge_collection" (
	"name" text PRIMARY KEY NOT NULL,
	"chunk_count" integer NOT NULL,
	"total_length" bigint NOT NULL,
	"dimensions" integer
);
--> statement-breakpoint
CREATE TABLE "knowledge_document" (
	"collection" text NOT NULL,
	"id" text NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "knowledge_document_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"document" jsonb NOT NULL,
	CONSTRAINT "knowledge_document_collection_id_pk" PRIMARY KEY("collection","id")
);
--> statement-breakpoint
CREATE TABLE "knowledge_posting" (
	"collection" text NOT NULL,
	"term" text NOT NULL,
	"chunk_key" bigint NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "knowledge_posting_collection_term_chunk_key_pk" PRIMARY KEY("collection","term","chunk_key")
);
--> statement-breakpoint
CREATE TABLE "unanswered_question" (
	"id" uuid PRIMARY KEY NOT NULL,
	"locale" text NOT NULL,
	"question" text NOT NULL,
	"wordings" jsonb NOT NULL,
	"vector" real[] NOT NULL,
	"times_asked" integer NOT NULL,
	"first_asked_at" timestamp with time zone NOT NULL,
	"last_asked_at" timestamp with time zone NOT NULL,
	"handled_at" timestamp with time zone,
	"handled_by" uuid
);
--> statement-breakpoint
ALTER TABLE "course_document" ADD CONSTRAINT "course_document_added_by_learner_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."learner"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_chunk" ADD CONSTRAINT "knowledge_chunk_document_fk" FOREIGN KEY ("collection","document_id") REFERENCES "public"."knowledge_document"("collection","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_document" ADD CONSTRAINT "knowledge_document_collection_knowledge_collection_name_fk" FOREIGN KEY ("collection") REFERENCES "public"."knowledge_collection"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_posting" ADD CONSTRAINT "knowledge_posting_chunk_key_knowledge_chunk_key_fk" FOREIGN KEY ("chunk_key") REFERENCES "public"."knowledge_chunk"("key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unanswered_question" ADD CONSTRAINT "unanswered_question_handled_by_learner_id_fk" FOREIGN KEY ("handled_by") REFERENCES "public"."learner"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "course_document_locale_index" ON "course_document" USING btree ("locale");--> statement-breakpoint
CREATE INDEX "knowledge_chunk_document_index" ON "knowledge_chunk" USING btree ("collection","document_id");--> statement-breakpoint
CREATE INDEX "knowledge_posting_chunk_index" ON "knowledge_posting" USING btree ("chunk_key");--> statement-breakpoint
CREATE INDEX "unanswered_question_index" ON "unanswered_question" USING btree ("locale","handled_at","last_asked_at");