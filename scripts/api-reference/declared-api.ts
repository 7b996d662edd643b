import ts from 'typescript5';
import type { EntryPoint } from './entry-points.js';

/** One name that an entry point exports, documented on the page of that entry point. */
export interface Export {
  readonly entry: EntryPoint;
  readonly name: string;
  /** Several for an overloaded function. */
  readonly declarations: readonly ts.Declaration[];
}

/** A member of an exported class or object type, or one of its overloads. */
export type Member = ts.ClassElement | ts.TypeElement;

/** The built declarations of all entry points, as the compiler of an app reads them. */
export class DeclaredApi {
  readonly entries: readonly EntryPoint[];
  readonly #checker: ts.TypeChecker;
  readonly #symbols = new Map<EntryPoint, Map<string, ts.Symbol>>();
  /** What an exported symbol is documented as: an export of its own package. */
  readonly #exports = new Map<ts.Symbol, Export>();

  /** Throws if the packages are not built. */
  constructor(entries: readonly EntryPoint[]) {
    this.entries = entries;
    const program = ts.createProgram({
      rootNames: entries.map(({ declarations }) => declarations),
      options: {
        module: ts.ModuleKind.Node16,
        target: ts.ScriptTarget.ES2022,
        strict: true,
        types: ['node'],
      },
    });
    this.#checker = program.getTypeChecker();
    for (const entry of entries) this.#read(entry, program.getSourceFile(entry.declarations));
  }

  /** The names that an entry point exports. */
  names(entry: EntryPoint): Iterable<string> {
    return this.#symbols.get(entry)!.keys();
  }

  /** What an entry point exports under a name: an export of its own, or of another package. */
  find(entry: EntryPoint, name: string): Export | undefined {
    const symbol = this.#symbols.get(entry)!.get(name);
    return symbol && this.#exports.get(symbol);
  }

  /** The export that a docstring of `from` means: one of this entry point, else of its package, else of any. */
  meant(name: string, from: EntryPoint): Export | undefined {
    const distance = (entry: EntryPoint): number =>
      entry === from ? 0 : entry.folder === from.folder ? 1 : 2;
    const nearest = this.entries.toSorted((a, b) => distance(a) - distance(b));
    return nearest.map((entry) => this.find(entry, name)).find((found) => found !== undefined);
  }

  /** The members of a class, an interface or an alias of an object type, without the private ones. */
  members(declaration: ts.Declaration): readonly Member[] {
    const literal = ts.isTypeAliasDeclaration(declaration) ? declaration.type : declaration;
    if (
      !ts.isClassDeclaration(literal) &&
      !ts.isInterfaceDeclaration(literal) &&
      !ts.isTypeLiteralNode(literal)
    ) {
      return [];
    }
    return literal.members.filter((member) => {
      const isPrivate = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) !== 0;
      return !isPrivate && !(member.name && ts.isPrivateIdentifier(member.name));
    });
  }

  /** Whether a member has the docstring of the class or interface that its class extends or implements. */
  inheritsDocstring(member: Member): boolean {
    const symbol = member.name && this.#checker.getSymbolAtLocation(member.name);
    return symbol !== undefined && symbol.getDocumentationComment(this.#checker).length > 0;
  }

  /** The types of our packages that a declaration names: the exports, and the names of those that are not exported. */
  references(declaration: ts.Node): { exports: readonly Export[]; hidden: readonly string[] } {
    const exports = new Set<Export>();
    const hidden = new Set<string>();
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && isReference(node)) {
        const symbol = this.#target(this.#checker.getSymbolAtLocation(node));
        const found = symbol && this.#exports.get(symbol);
        if (found !== undefined) exports.add(found);
        else if (symbol !== undefined && this.#isOurs(symbol)) hidden.add(symbol.name);
      }
      ts.forEachChild(node, visit);
    };
    visit(declaration);
    return { exports: [...exports], hidden: [...hidden] };
  }

  #read(entry: EntryPoint, file: ts.SourceFile | undefined): void {
    const module = file && this.#checker.getSymbolAtLocation(file);
    if (module === undefined) throw new Error(`${entry.specifier} has no declarations: run npm run build`);
    const symbols = new Map<string, ts.Symbol>();
    for (const each of this.#checker.getExportsOfModule(module)) {
      const symbol = this.#target(each)!;
      const { declarations = [] } = symbol;
      symbols.set(each.name, symbol);
      if (declarations.some((declaration) => isWithin(entry.folder, declaration))) {
        this.#exports.set(symbol, { entry, name: each.name, declarations });
      }
    }
    this.#symbols.set(entry, symbols);
  }

  /** The symbol that an import or a re-export stands for. */
  #target(symbol: ts.Symbol | undefined): ts.Symbol | undefined {
    const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    return isAlias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  /** Whether a symbol is declared at the top of a file of ours: not a parameter, a member or another library's. */
  #isOurs({ declarations = [] }: ts.Symbol): boolean {
    return declarations.some(({ parent }) => {
      const statement = ts.isVariableDeclarationList(parent) ? parent.parent.parent : parent;
      return ts.isSourceFile(statement) && this.entries.some(({ folder }) => isWithin(folder, statement));
    });
  }
}

function isWithin(folder: string, node: ts.Node): boolean {
  return node.getSourceFile().fileName.startsWith(`${folder}/dist/`);
}

/** Whether an identifier names a type, or a value after `typeof`. */
function isReference({ parent }: ts.Identifier): boolean {
  return (
    ts.isTypeReferenceNode(parent) ||
    ts.isTypeQueryNode(parent) ||
    ts.isExpressionWithTypeArguments(parent) ||
    ts.isImportTypeNode(parent)
  );
}
