// LangGraph's JavaScript client over every route that it has for assistants, threads and runs: node drive.mjs SERVER
import assert from "node:assert/strict";
import { Client } from "@langchain/langgraph-sdk";

const server = process.argv[2];
const client = new Client({ apiUrl: server, apiKey: null, callerOptions: { maxRetries: 0 } });
const PROSE = `# Sessions

A session is a bounded period of time in which a subscriber is known to the verifier. A session secret is a value
that both ends of a session share. The verifier must end the session after 12 hours
because long sessions raise the risk of theft.
`;

async function upload(text, name) {
  const answer = await fetch(`${server}/documents?name=${name}`, { method: "POST", body: text });
  assert.equal(answer.status, 201);
  return (await answer.json()).document_id;
}

async function all(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

const refused = (status) => (error) => error.status === status;
const newThread = async (fields) => (await client.threads.create(fields)).thread_id;
const given = { documents: [await upload(PROSE, "sessions.md")], count: 2 };
const pages = Array.from({ length: 25 }, (_, number) => upload(PROSE.replaceAll("ession", `ession ${number}`), `${number}.md`));
const much = { documents: await Promise.all(pages) };

const checks = {
  async assistants() {
    const found = await client.assistants.search({ limit: 100 });
    assert.ok(found.some((one) => one.graph_id === "textbook"));
    assert.equal(await client.assistants.count(), found.length);
    const [qa] = await client.assistants.search({ graphId: "qa" });
    assert.deepEqual(await client.assistants.get("qa"), qa);
    assert.deepEqual(await client.assistants.get(qa.assistant_id), qa);
    const schemas = await client.assistants.getSchemas("qa");
    assert.ok(schemas.input_schema.properties.documents && schemas.output_schema.properties.records);
    const graph = await client.assistants.getGraph("qa", { xray: true });
    assert.deepEqual(graph.edges.map((edge) => edge.target), ["qa", "__end__"]);
    assert.deepEqual(await client.assistants.getSubgraphs("qa"), {});
    await assert.rejects(client.assistants.get("no-such"), refused(404));
  },

  async threads() {
    const thread = await client.threads.create({ threadId: "of-javascript", metadata: { course: "js" }, graphId: "qa" });
    assert.deepEqual([thread.thread_id, thread.status, thread.metadata], ["of-javascript", "idle", { course: "js", graph_id: "qa" }]);
    await assert.rejects(client.threads.create({ threadId: "of-javascript" }), refused(409));
    const again = await client.threads.create({ threadId: "of-javascript", ifExists: "do_nothing" });
    assert.equal(again.created_at, thread.created_at);
    await client.threads.update("of-javascript", { metadata: { part: 2 } });
    await client.threads.patchState("of-javascript", { note: "n" });
    assert.deepEqual((await client.threads.get("of-javascript")).metadata, { course: "js", graph_id: "qa", part: 2, note: "n" });
    const other = await newThread({ metadata: { course: "js" } });
    const metadata = { course: "js" };
    assert.equal(await client.threads.count({ metadata }), 2);
    const ids = async (query) => (await client.threads.search(query)).map((one) => one.thread_id);
    assert.deepEqual(await ids({ metadata, limit: 1 }), [other]);
    assert.deepEqual(await ids({ metadata, limit: 1, sortBy: "created_at", sortOrder: "asc" }), ["of-javascript"]);
    assert.deepEqual(await ids({ metadata, limit: 1, offset: 1, status: "idle" }), ["of-javascript"]);
    const state = await client.threads.getState(other);
    assert.deepEqual([state.values, state.next, await client.threads.getHistory(other)], [{}, [], []]);
    await client.threads.delete("of-javascript");
    await assert.rejects(client.threads.get("of-javascript"), refused(404));
  },

  async "runs in the background"() {
    const told = [];
    const thread = await newThread();
    const onRunCreated = (run) => told.push(run.run_id);
    const run = await client.runs.create(thread, "qa", { input: given, metadata: { why: "try" }, onRunCreated });
    assert.deepEqual(told, [run.run_id]);
    const made = await client.runs.join(thread, run.run_id);
    assert.equal(made.records.length, 2);
    assert.equal((await client.runs.get(thread, run.run_id)).status, "success");
    assert.deepEqual((await client.runs.list(thread, { status: "success" })).map((one) => one.metadata), [{ why: "try" }]);
    assert.deepEqual(await client.runs.list(thread, { status: "error" }), []);
    const copied = await client.threads.copy(thread);
    assert.deepEqual((await client.threads.getState(copied.thread_id)).values, made);
    await client.runs.delete(thread, run.run_id);
    await assert.rejects(client.runs.get(thread, run.run_id), refused(404));
  },

  async "runs without a thread"() {
    const made = await client.runs.wait(null, "qa", { input: given });
    const parts = await all(client.runs.stream(null, "qa", { input: given, streamMode: "updates" }));
    assert.deepEqual(parts.map((part) => part.event), ["metadata", "updates", "end"]);
    assert.equal(parts[1].data.qa.records.length, made.records.length);
    const batch = await client.runs.createBatch([{ assistantId: "qa", input: given }, { assistantId: "qa", input: given }]);
    for (const run of batch) assert.equal((await client.runs.join(run.thread_id, run.run_id)).records.length, made.records.length);
  },

  async "a stream is joined behind any event"() {
    const thread = await newThread();
    const streamMode = ["custom", "values", "updates"];
    const run = await client.runs.create(thread, "qa", { input: given, streamMode, streamResumable: true });
    const whole = await all(client.runs.joinStream(thread, run.run_id));
    assert.deepEqual(new Set(whole.map((part) => part.event)), new Set(["metadata", "custom", "values", "updates", "end"]));
    const place = whole.findIndex((part) => part.event === "custom");
    for (const [name, joined] of [["with", thread], ["without", null]]) {
      const rest = await all(client.runs.joinStream(joined, run.run_id, { lastEventId: whole[place].id, streamMode }));
      assert.deepEqual(rest.map((part) => part.data), whole.slice(place + 1).map((part) => part.data), `${name} a thread`);
    }
    const followed = await all(client.threads.joinStream(thread));
    const behind = await all(client.threads.joinStream(thread, { lastEventId: followed[0].id }));
    assert.deepEqual(behind.map((part) => part.event), followed.slice(1).map((part) => part.event));
  },

  async "a person is asked, a bad answer refused, a good one goes on"() {
    const thread = await newThread();
    const waits = await client.runs.wait(thread, "qa", { input: { ...given, review: 2 } });
    const [interrupt] = waits.__interrupt__;
    const shown = interrupt.value.records.map((record) => record.id);
    for (const resume of ["yes", { decisions: 3 }, { decisions: [{ id: "no-such", decision: "accept" }] }, { [interrupt.id]: "yes" }]) {
      await assert.rejects(client.runs.wait(thread, "qa", { command: { resume } }), refused(422));
      await assert.rejects(all(client.runs.stream(thread, "qa", { command: { resume } })), refused(422));
    }
    assert.equal((await client.threads.get(thread)).status, "interrupted");
    const placed = await client.threads.updateState(thread, { values: { noted: true } });
    const checkpoint = { thread_id: thread, checkpoint_ns: "", checkpoint_id: placed.configurable.checkpoint_id, checkpoint_map: {} };
    for (const at of [undefined, checkpoint, checkpoint.checkpoint_id]) {
      const state = await client.threads.getState(thread, at);
      assert.deepEqual([state.next, state.tasks[0].interrupts[0].id, state.values.noted], [["qa"], interrupt.id, true]);
    }
    const decisions = [{ id: shown[0], decision: "reject" }, { id: shown[1], decision: "accept" }];
    const parts = await all(client.runs.stream(thread, "qa", { command: { resume: { decisions } } }));
    assert.deepEqual(parts.at(-2).data.records.map((record) => record.id), shown.slice(1));
    const history = await client.threads.getHistory(thread);
    assert.deepEqual(history.map((one) => one.next), [[], ["qa"], ["qa"]]);
    const before = await client.threads.getHistory(thread, { before: { configurable: history[0].checkpoint } });
    assert.deepEqual(before.map((one) => one.checkpoint), history.slice(1).map((one) => one.checkpoint));
    const updated = await client.threads.getHistory(thread, { metadata: { source: "update" }, limit: 5 });
    assert.deepEqual(updated.map((one) => one.values), [{ noted: true }]);
    const since = await client.threads.getHistory(thread, { checkpoint: { checkpoint_id: history[1].checkpoint.checkpoint_id } });
    assert.equal(since.length, 2);
  },

  async "a busy thread does with the next run what is asked"() {
    const thread = await newThread();
    const first = await client.runs.create(thread, "qa", { input: much });
    await assert.rejects(client.runs.create(thread, "qa", { input: given, multitaskStrategy: "reject" }), refused(409));
    const second = await client.runs.create(thread, "qa", { input: given, multitaskStrategy: "enqueue" });
    assert.equal((await client.runs.get(thread, second.run_id)).status, "pending");
    const third = await client.runs.create(thread, "qa", { input: given, multitaskStrategy: "interrupt" });
    for (const run of [first, second]) assert.equal((await client.runs.get(thread, run.run_id)).status, "interrupted");
    assert.ok((await client.runs.join(thread, third.run_id)).records.length);
    const fourth = await client.runs.create(thread, "qa", { input: much });
    const fifth = await client.runs.create(thread, "qa", { input: given, multitaskStrategy: "rollback" });
    await assert.rejects(client.runs.get(thread, fourth.run_id), refused(404));
    await client.runs.join(thread, fifth.run_id);
  },

  async "runs are cancelled"() {
    const thread = await newThread();
    const run = await client.runs.create(thread, "qa", { input: much });
    await client.runs.cancel(thread, run.run_id, true);
    assert.equal((await client.runs.get(thread, run.run_id)).status, "interrupted");
    await assert.rejects(client.runs.cancel(thread, run.run_id), refused(409));
    const gone = await client.runs.create(thread, "qa", { input: much });
    await client.runs.cancel(thread, gone.run_id, true, "rollback");
    await assert.rejects(client.runs.get(thread, gone.run_id), refused(404));
    const left = await client.runs.create(thread, "qa", { input: much });
    if (client.runs.cancelMany) await client.runs.cancelMany({ threadId: thread, status: "all" }); // newer ones have it
    else await client.runs.cancel(thread, left.run_id);
    await client.runs.join(thread, left.run_id);
    assert.equal((await client.runs.get(thread, left.run_id)).status, "interrupted");
  },

  async "a listener that leaves stops the run where it is asked to"() {
    const thread = await newThread();
    const leaving = new AbortController();
    const asked = { input: much, onDisconnect: "cancel", streamMode: "custom", signal: leaving.signal };
    const listen = async () => {
      for await (const part of client.runs.stream(thread, "qa", asked)) if (part.event === "custom") leaving.abort();
    };
    await listen().catch(() => leaving.signal.aborted);
    const [run] = await client.runs.list(thread);
    await client.runs.join(thread, run.run_id);
    assert.equal((await client.runs.get(thread, run.run_id)).status, "interrupted");
  },

  async "a run that fails says why"() {
    const input = { documents: [await upload("%PDF-1.7 no more", "broken.pdf")] };
    await assert.rejects(client.runs.wait(null, "qa", { input }), /broken\.pdf/);
    const told = await client.runs.wait(null, "qa", { input, raiseError: false });
    assert.match(told.__error__.message, /broken\.pdf/);
    const parts = await all(client.runs.stream(null, "qa", { input }));
    assert.deepEqual(parts.map((part) => part.event).slice(-2), ["error", "end"]);
  },
};

for (const [name, check] of Object.entries(checks)) {
  await check();
  console.log(`ok ${name}`);
}
