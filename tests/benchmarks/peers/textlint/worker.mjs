// benchmarks/worker.py for node: lines of JSON in and out, see there. Run as `node worker.mjs FOLDER TERMS`, textlint being installed in FOLDER.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const began = { cpu: process.cpuUsage(), wall: performance.now() };
const [folder, terms] = process.argv.slice(2);
process.env.BENCHMARK_TERMS = terms;
const require = createRequire(pathToFileURL(`${folder}/package.json`));
const load = async (name) => import(pathToFileURL(require.resolve(name)));
const { createLinter } = await load("textlint");
const { TextlintKernelDescriptor } = await load("@textlint/kernel");
const { moduleInterop } = await load("@textlint/module-interop");
const plugin = moduleInterop((await load("@textlint/textlint-plugin-text")).default);
const rule = (await import("./rules.mjs")).default;
const descriptor = new TextlintKernelDescriptor({
    rules: [{ ruleId: "rulebook-terms", rule }],
    plugins: [{ pluginId: "text", plugin }],
    filterRules: [],
});
const linter = createLinter({ descriptor });

const answer = (start, found) => {
    const cpu = process.cpuUsage(start.cpu);
    const facts = { cpu: (cpu.user + cpu.system) / 1e6, wall: (performance.now() - start.wall) / 1e3, found, rss: process.memoryUsage.rss() / 1e6 };
    process.stdout.write(`${JSON.stringify(facts)}\n`);
};

await linter.lintText("一。", "a.txt");
answer(began, 0);
for await (const line of createInterface({ input: process.stdin })) {
    const { texts } = JSON.parse(line);
    const start = { cpu: process.cpuUsage(), wall: performance.now() };
    let found = 0;
    for (const text of texts) {
        found += (await linter.lintText(text, "report.txt")).messages.length;
    }
    answer(start, found);
}
