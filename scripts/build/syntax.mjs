/**
 * Syntax, as the parser's types describe it.
 * @typedef {ReturnType<typeof import('vite').parseAst>['body'][number]} Statement
 * @typedef {Extract<Statement, { superClass: unknown }>} ClassSyntax
 * @typedef {ClassSyntax['body']['body'][number]} ClassElement
 * @typedef {Extract<ClassElement, { type: 'MethodDefinition' | 'TSAbstractMethodDefinition' }>} Method
 * @typedef {Extract<ClassElement, { type: 'PropertyDefinition' | 'TSAbstractPropertyDefinition' }>} Property
 * @typedef {Extract<NonNullable<Extract<Statement, { type: 'ExportNamedDeclaration' }>['declaration']>, { type: 'TSInterfaceDeclaration' }>} Interface
 * @typedef {Interface['body']['body'][number]} Signature
 * @typedef {Extract<Signature, { type: 'TSMethodSignature' }>} MethodInInterface
 * @typedef {Method | Property | MethodInInterface} Member
 * @typedef {Pick<MethodInInterface, 'params'> & { returnType?: MethodInInterface['returnType'] }} MethodSignature
 * @typedef {Extract<Statement, { type: 'TSTypeAliasDeclaration' }>['typeAnnotation']} TypeSyntax
 * @typedef {Extract<TypeSyntax, { type: 'TSMappedType' }>} MappedType
 * @typedef {NonNullable<Property['value']>} Expression
 * @typedef {Extract<Expression, { type: 'ObjectExpression' }>} ObjectSyntax
 * @typedef {ObjectSyntax['properties'][number]} PropertyOfObject
 * @typedef {Extract<PropertyOfObject, { type: 'Property' }>['value']} ValueSyntax
 */

/**
 * The value of a literal; undefined for other syntax.
 * @param {{ type: string, value?: unknown } | null} node
 */
export function literalOf(node) {
  return node?.type === 'Literal' ? node.value : undefined;
}

/**
 * The name of a property or member; `''` if it is computed or private.
 * @param {{ key: { type: string, name?: unknown, value?: unknown } }} member
 */
export function keyOf({ key }) {
  return key.type === 'Identifier' ? String(key.name) : key.type === 'Literal' ? String(key.value) : '';
}

/**
 * The entries of an object literal, without spread ones.
 * @param {ObjectSyntax} literal
 * @returns {[string, ValueSyntax][]}
 */
export function entriesOf(literal) {
  return literal.properties.flatMap((property) =>
    property.type === 'Property' ? [[keyOf(property), property.value]] : [],
  );
}

/**
 * The initial value of a constant that a file declares, without type annotations around it.
 * @param {readonly Statement[]} body of the file
 * @param {string} name
 * @returns {Expression | undefined} undefined if there is no such constant
 */
export function initialValueOf(body, name) {
  const declarators = body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    return declaration?.type === 'VariableDeclaration' ? declaration.declarations : [];
  });
  let value = declarators.find(({ id }) => id.type === 'Identifier' && id.name === name)?.init;
  while (value?.type === 'TSAsExpression' || value?.type === 'TSSatisfiesExpression') value = value.expression;
  return value ?? undefined;
}
