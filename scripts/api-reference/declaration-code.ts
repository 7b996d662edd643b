import { format } from 'oxfmt';
import ts from 'typescript5';
import type { Member } from './declared-api.js';
import { withoutLinks } from './docstring.js';

/** A declaration as code, with the docstrings of its members but without its own. */
export async function declarationCode(declaration: ts.Declaration): Promise<string> {
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  return formatted(withoutLinks(statement.getText()).replace(/^export (?:declare )?/, ''));
}

/** A class as code without its members. */
export async function classCode(declaration: ts.ClassDeclaration): Promise<string> {
  const { name, typeParameters, heritageClauses = [] } = declaration;
  const parameters = typeParameters ? `<${typeParameters.map((each) => each.getText()).join(', ')}>` : '';
  const heritage = heritageClauses.map((clause) => ` ${clause.getText()}`).join('');
  const code = await formatted(`class ${name!.text}${parameters}${heritage} {}`);
  return code.replace(/ \{\}$/, '');
}

/** A member as code, without its docstring. */
export async function memberCode(member: Member): Promise<string> {
  const lines = (await formatted(`class Any {\n${withoutLinks(member.getText())}\n}`)).split('\n');
  return lines
    .slice(1, -1)
    .map((line) => line.slice(2))
    .join('\n');
}

// Narrow, because a page shows code in a column.
const STYLE = { printWidth: 96, singleQuote: true, jsdoc: { capitalizeDescriptions: false } } as const;

async function formatted(text: string): Promise<string> {
  const { code, errors } = await format('declaration.d.ts', text, STYLE);
  if (errors.length > 0) throw new Error(`oxfmt cannot format ${text}: ${errors[0]!.message}`);
  return code.trimEnd();
}
