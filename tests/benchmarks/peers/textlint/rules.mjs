// The rulebook's terms as one rule for textlint: the whole text is looked through for each term, which takes less than to do it paragraph by paragraph.
import { readFileSync } from "node:fs";

const path = process.env.BENCHMARK_TERMS;
const terms = path ? JSON.parse(readFileSync(path, "utf-8")).terms.map((term) => [term.term, new RegExp(term.regex, "g")]) : [];

export default function (context) {
    const { Syntax, RuleError, report, getSource, locator } = context;
    const look = (node) => {
        const text = getSource(node);
        for (const [term, expression] of terms) {
            for (const match of text.matchAll(expression)) {
                report(node, new RuleError(term, { padding: locator.range([match.index, match.index + match[0].length]) }));
            }
        }
    };
    return { [Syntax.Document]: look };
}
