// Starts `armistice lsp` and speaks with it. Everything that is known of agreements is known there.
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { execFile } from "node:child_process";

let client: LanguageClient | undefined;

function program(): string {
  return vscode.workspace.getConfiguration("armistice").get<string>("path") || "armistice";
}

async function start(): Promise<void> {
  const server: ServerOptions = { command: program(), args: ["lsp"] };
  const options: LanguageClientOptions = { documentSelector: [{ language: "armistice" }] };
  client = new LanguageClient("armistice", "Armistice", server, options);
  try {
    await client.start();
  } catch (error) {
    const choice = "Open settings";
    const told = `The program \`${program()}\` does not start: ${String(error)}. Install Armistice, or say where it is.`;
    if ((await vscode.window.showErrorMessage(told, choice)) === choice) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "armistice.path");
    }
  }
}

/** Shows what `armistice read` says of the saved file, beside it. */
async function readBack(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== "armistice" || document.isUntitled) {
    await vscode.window.showInformationMessage("Open a saved agreement (.agreement.md) first.");
    return;
  }
  await document.save();
  const bound = 16 * 1024 * 1024;
  execFile(program(), ["read", document.fileName], { maxBuffer: bound }, async (error, out, talk) => {
    if (error && !out) {
      await vscode.window.showErrorMessage(talk.trim() || String(error));
      return;
    }
    const shown = await vscode.workspace.openTextDocument({ language: "markdown", content: out });
    await vscode.window.showTextDocument(shown, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  });
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("armistice.readBack", readBack),
    vscode.commands.registerCommand("armistice.restart", async () => {
      await client?.stop();
      await start();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
