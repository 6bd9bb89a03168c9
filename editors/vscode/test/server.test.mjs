// The built server over stdio, asked by the same message library that the extension's client uses.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import rpc from "vscode-jsonrpc/node.js";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");
const program = process.env.ARMISTICE ?? path.join(root, "target/release/armistice");
const manifest = JSON.parse(await readFile(path.join(root, "editors/vscode/package.json"), "utf8"));

async function withServer(use) {
  const server = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  const started = new Promise((resolve, reject) => server.on("spawn", resolve).on("error", reject));
  await started;
  const connection = rpc.createMessageConnection(
    new rpc.StreamMessageReader(server.stdout),
    new rpc.StreamMessageWriter(server.stdin),
  );
  const problems = new Map();
  const waiting = new Map();
  connection.onNotification("textDocument/publishDiagnostics", (told) => {
    problems.set(told.uri, told.diagnostics);
    waiting.get(told.uri)?.(told.diagnostics);
  });
  connection.listen();
  const capabilities = (await connection.sendRequest("initialize", { capabilities: {} })).capabilities;
  connection.sendNotification("initialized", {});
  const open = (uri, text) =>
    new Promise((resolve) => {
      waiting.set(uri, resolve);
      const textDocument = { uri, languageId: "armistice", version: 1, text };
      connection.sendNotification("textDocument/didOpen", { textDocument });
    });
  await use({ connection, capabilities, open });
  await connection.sendRequest("shutdown");
  connection.sendNotification("exit");
  assert.equal(await ended, 0);
}

function place(text, piece, into = 0) {
  const before = text.slice(0, text.indexOf(piece) + into);
  const line = before.split("\n").length - 1;
  return { line, character: before.length - (before.lastIndexOf("\n") + 1) };
}

test("the server says that it can what the extension relies on", async () => {
  await withServer(async ({ capabilities }) => {
    for (const able of [
      "hoverProvider",
      "definitionProvider",
      "referencesProvider",
      "renameProvider",
      "completionProvider",
      "codeActionProvider",
      "semanticTokensProvider",
      "documentFormattingProvider",
      "documentSymbolProvider",
    ]) {
      assert.ok(capabilities[able], able);
    }
    const scopes = manifest.contributes.semanticTokenScopes[0].scopes;
    for (const kind of Object.keys(scopes)) {
      assert.ok(capabilities.semanticTokensProvider.legend.tokenTypes.includes(kind), kind);
    }
  });
});

test("an agreement is opened, spoilt, and mended by the quick fix", async () => {
  const file = path.join(root, "agreements/korea-2018/korea-2018.agreement.md");
  const uri = pathToFileURL(file).href;
  const good = await readFile(file, "utf8");
  const text = good.replace("no party may fly fixed-wing-aircraft", "no party may fly fixed-wing-aircrft");
  await withServer(async ({ connection, open }) => {
    const [problem] = (await open(uri, text)).filter((one) => one.severity === 1);
    assert.equal(problem.code, "A301");
    const asked = { textDocument: { uri }, range: problem.range, context: { diagnostics: [problem] } };
    const [mend] = await connection.sendRequest("textDocument/codeAction", asked);
    assert.equal(mend.edit.changes[uri][0].newText, "fixed-wing-aircraft");
    const errors = (await open(uri, good)).filter((one) => one.severity === 1);
    assert.deepEqual(errors, []);
    const at = { textDocument: { uri }, position: place(good, "jsa-demining:", 2) };
    const meaning = await connection.sendRequest("textDocument/hover", at);
    assert.match(meaning.contents.value, /Joint Security Area/);
    const next = { textDocument: { uri }, position: place(good, "no party may fly", 3) };
    const offered = await connection.sendRequest("textDocument/completion", next);
    assert.ok(offered.some((item) => item.label === "party"));
    assert.ok(!offered.some((item) => item.label === "fly"));
  });
});
