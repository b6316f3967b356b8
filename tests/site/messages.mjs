// Every message of the program has a case: each text of the sources that an author may read stands
// in some `attendu`. What no content can provoke is in messages.txt, with the reason.
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const cases = process.argv[2];
const sources = join(cases, '../../src');

// Rooms whose texts are messages; tables of fields and help are not.
const rooms = ['content', 'commands', 'source', 'site', 'template'];
const other = /^(model_.*|help|schema|record|colour|components|maps|structured|text|values|title|computed|document|frame|changes|differences|histories|drawings|inner_links)\.c$/;

const expected = readdirSync(cases)
    .map((name) => join(cases, name, 'attendu'))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');

const excused = readFileSync(join(cases, 'messages.txt'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(' | ')[0]);

function unescape(text) {
    return text.replace(/\\x0[12]|\\n/g, '\0').replace(/\\(["\\])/g, '$1');
}

// The literals of a file, those that stand side by side joined.
function literals(text) {
    // What libyaml says is matched, never shown.
    const shown = text.replace(/causes\[\] = \{[\s\S]*?\n\};/, '').replace(/(problem|context)_has\([^)]*\)/g, '');
    const plain = shown.replace(/'(\\.|[^'])'/g, '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/^#(include|define).*$/gm, '');
    const found = plain.match(/"(\\.|[^"\\\n])*"(\s*DIAG_VALUE)?(\s*"(\\.|[^"\\\n])*"(\s*DIAG_VALUE)?)*/g) ?? [];
    return found.map((match) =>
        unescape(match.replace(/DIAG_VALUE/g, '"\\x01"').replace(/"\s*"/g, '').slice(1, -1)));
}

// What stands between the parts that vary, when it is words.
function fragments(literal) {
    return literal
        .split(/\0|%(?:\.\*)?[-0-9]*(?:l|z)*[a-zA-Z]|%%/)
        .filter((part) => / /.test(part.trim()) && /[a-zà-ÿ]{2}.*[a-zà-ÿ]{2}/i.test(part));
}

let missing = 0;
const used = new Set();
for (const room of rooms) {
    for (const file of readdirSync(join(sources, room))) {
        if (!file.endsWith('.c') || other.test(file)) continue;
        for (const literal of literals(readFileSync(join(sources, room, file), 'utf8'))) {
            const lacking = fragments(literal).filter((part) => !expected.includes(part));
            if (lacking.length === 0) continue;
            const excuse = excused.find((words) => literal.replace(/\0/g, '').includes(words));
            if (excuse) {
                used.add(excuse);
                continue;
            }
            missing++;
            console.log(`${room}/${file} : aucun cas n'attend « ${literal.replace(/\0/g, '')} »`);
        }
    }
}
for (const words of excused)
    if (!used.has(words)) {
        missing++;
        console.log(`messages.txt : « ${words} » est de trop`);
    }
process.exit(missing ? 1 : 0);
