package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// A mutant is one change of the source.
type mutant struct {
	id   int
	file string
	line int
	// key identifies the mutant in survivors.yaml: the function and the change. It has no line number, so that it
	// survives changes elsewhere in the file.
	key string
}

// mutator finds the mutants of one file and rewrites the file so that it contains all of them.
type mutator struct {
	pkg      *types.Package
	info     *types.Info
	fset     *token.FileSet
	name     string // path of the file from the root of the repository
	source   []byte
	imports  map[string]string // import path: name in the file
	editor   editor
	mutants  []mutant
	next     int // the next id
	seen     map[string]int
	function string
}

// mutate visits each declaration. Constants have no mutants where they are declared, but where they are used.
func (m *mutator) mutate(file *ast.File) {
	m.imports = map[string]string{}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		if imported := m.info.PkgNameOf(spec); imported != nil && imported.Name() != "_" && imported.Name() != "." {
			m.imports[path] = imported.Name()
		}
	}
	for _, declaration := range file.Decls {
		switch declaration := declaration.(type) {
		case *ast.FuncDecl:
			if declaration.Body == nil {
				continue
			}
			m.function = declaration.Name.Name
			if declaration.Recv != nil {
				m.function = m.text(declaration.Recv.List[0].Type) + "." + m.function
			}
			signature, _ := m.info.Defs[declaration.Name].Type().(*types.Signature)
			m.visit(declaration.Body, signature)
		case *ast.GenDecl:
			if declaration.Tok != token.VAR {
				continue
			}
			for _, spec := range declaration.Specs {
				if spec, ok := spec.(*ast.ValueSpec); ok {
					m.function = "var " + spec.Names[0].Name
					for _, value := range spec.Values {
						m.visit(value, nil)
					}
				}
			}
		}
	}
}

// visit finds the mutants below a node. A function literal has its own signature.
func (m *mutator) visit(root ast.Node, signature *types.Signature) {
	if literal, ok := root.(*ast.FuncLit); ok {
		signature, _ = m.info.TypeOf(literal).(*types.Signature)
		root = literal.Body
	}
	ast.PreorderStack(root, nil, func(node ast.Node, stack []ast.Node) bool {
		if literal, ok := node.(*ast.FuncLit); ok {
			m.visit(literal, nil)
			return false
		}
		switch node := node.(type) {
		case *ast.GenDecl:
			return node.Tok == token.VAR
		case *ast.ArrayType, *ast.StructType, *ast.InterfaceType, *ast.FuncType, *ast.MapType:
			return false
		case *ast.BlockStmt:
			m.remove(node.List)
		case *ast.CaseClause:
			m.remove(node.Body)
		case *ast.CommClause:
			m.remove(node.Body)
		case *ast.IfStmt:
			m.condition(node.Cond)
		case *ast.ForStmt:
			if node.Cond != nil {
				m.condition(node.Cond)
			}
		case *ast.SwitchStmt:
			if node.Tag == nil {
				m.cases(node.Body)
			}
		case *ast.ReturnStmt:
			m.results(node, signature)
		case *ast.IncDecStmt:
			m.step(node)
		case *ast.AssignStmt:
			m.assignTo(node)
		case ast.Expr:
			return m.expression(node, stack)
		}
		return true
	})
}

// remove omits calls, assignments and sends. A panic stays: the compiler needs it at the end of some functions.
func (m *mutator) remove(statements []ast.Stmt) {
	for _, statement := range statements {
		switch statement := statement.(type) {
		case *ast.ExprStmt:
			call, ok := statement.X.(*ast.CallExpr)
			if !ok {
				continue
			}
			if name, ok := call.Fun.(*ast.Ident); ok && name.Name == "panic" {
				continue
			}
		case *ast.AssignStmt:
			if statement.Tok == token.DEFINE || blank(statement.Lhs) {
				continue
			}
		case *ast.IncDecStmt, *ast.SendStmt:
		default:
			continue
		}
		id := m.add(statement, "remove "+m.text(statement))
		m.wrap(statement, fmt.Sprintf("if !mutantOn(%d) { ", id), " }")
	}
}

func blank(expressions []ast.Expr) bool {
	for _, expression := range expressions {
		if name, ok := expression.(*ast.Ident); !ok || name.Name != "_" {
			return false
		}
	}
	return true
}

// condition negates a condition. Comparisons and operators have mutants of their own.
func (m *mutator) condition(expression ast.Expr) {
	inner := ast.Unparen(expression)
	value := m.info.Types[inner]
	if value.Value != nil || !plainBool(value.Type) {
		return
	}
	if binary, ok := inner.(*ast.BinaryExpr); ok && negates(binary.Op) {
		return
	}
	id := m.add(inner, "negate "+m.text(inner))
	m.wrap(inner, "((", fmt.Sprintf(") != mutantOn(%d))", id))
}

// cases negates the conditions of a switch without a value.
func (m *mutator) cases(body *ast.BlockStmt) {
	for _, statement := range body.List {
		if clause, ok := statement.(*ast.CaseClause); ok {
			for _, expression := range clause.List {
				m.condition(expression)
			}
		}
	}
}

func negates(operator token.Token) bool {
	switch operator {
	case token.LAND, token.LOR, token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}

// results returns the zero value instead of a result.
func (m *mutator) results(statement *ast.ReturnStmt, signature *types.Signature) {
	if signature == nil || len(statement.Results) != signature.Results().Len() {
		return
	}
	for i, result := range statement.Results {
		declared := signature.Results().At(i).Type()
		value := m.info.Types[result]
		if types.Identical(declared, types.Typ[types.Bool]) {
			if value.Value != nil {
				id := m.add(result, "return !"+m.text(result))
				m.wrap(result, "((", fmt.Sprintf(") != mutantOn(%d))", id))
			} else {
				m.condition(result)
			}
			continue
		}
		name, ok := m.typeName(declared)
		if !ok || zero(result, value) || value.Value != nil && value.Value.Kind() == constant.Int {
			continue
		}
		id := m.add(result, "return the zero value instead of "+m.text(result))
		m.wrap(result, fmt.Sprintf("mutantZero[%s](%d, ", name, id), ")")
	}
}

// zero reports whether an expression is a zero value as written.
func zero(expression ast.Expr, value types.TypeAndValue) bool {
	if value.IsNil() {
		return true
	}
	if value.Value != nil {
		return value.Value.Kind() == constant.String && constant.StringVal(value.Value) == ""
	}
	literal, ok := ast.Unparen(expression).(*ast.CompositeLit)
	if !ok || len(literal.Elts) > 0 {
		return false
	}
	_, isStruct := value.Type.Underlying().(*types.Struct)
	return isStruct
}

// step turns ++ into -- and the reverse.
func (m *mutator) step(statement *ast.IncDecStmt) {
	if !m.addressable(statement.X) {
		return
	}
	function, text := "mutantAddTo", "--"
	if statement.Tok == token.DEC {
		function, text = "mutantSubtractFrom", "++"
	}
	id := m.add(statement, m.text(statement)+" → "+text)
	m.editor.open(m.offset(statement.Pos()), fmt.Sprintf("%s(%d, &", function, id))
	m.editor.replace(m.offset(statement.X.End()), m.offset(statement.End()), ", 1)")
}

// assignTo turns += into -= and the reverse.
func (m *mutator) assignTo(statement *ast.AssignStmt) {
	function, text := "mutantAddTo", "-="
	switch statement.Tok {
	case token.ADD_ASSIGN:
	case token.SUB_ASSIGN:
		function, text = "mutantSubtractFrom", "+="
	default:
		return
	}
	if !m.addressable(statement.Lhs[0]) || !basic(m.info.TypeOf(statement.Lhs[0]), types.IsNumeric) {
		return
	}
	id := m.add(statement, m.text(statement)+" → "+text)
	m.editor.open(m.offset(statement.Pos()), fmt.Sprintf("%s(%d, &", function, id))
	m.editor.replace(m.offset(statement.TokPos), m.offset(statement.TokPos)+2, ",")
	m.editor.close(m.offset(statement.End()), ")")
}

func (m *mutator) addressable(expression ast.Expr) bool {
	if index, ok := expression.(*ast.IndexExpr); ok {
		if _, isMap := m.info.TypeOf(index.X).Underlying().(*types.Map); isMap {
			return false
		}
	}
	return true
}

// expression changes operators and constants. It reports whether the expression may contain more mutants.
func (m *mutator) expression(expression ast.Expr, stack []ast.Node) bool {
	value, ok := m.info.Types[expression]
	if !ok {
		return true
	}
	if value.IsType() {
		return false
	}
	if value.Value != nil {
		m.constant(expression, value, stack)
		return false
	}
	binary, ok := expression.(*ast.BinaryExpr)
	if !ok {
		return true
	}
	switch binary.Op {
	case token.LAND, token.LOR:
		m.logical(binary, value.Type)
	case token.EQL, token.NEQ:
		if plainBool(value.Type) {
			id := m.add(binary, "negate "+m.text(binary))
			m.wrap(binary, "((", fmt.Sprintf(") != mutantOn(%d))", id))
		}
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		m.comparison(binary, value.Type)
	case token.ADD, token.SUB, token.MUL, token.QUO, token.REM:
		m.arithmetic(binary, value.Type)
	}
	return true
}

func (m *mutator) logical(binary *ast.BinaryExpr, of types.Type) {
	if plainBool(of) {
		function, text := "mutantAnd", "||"
		if binary.Op == token.LOR {
			function, text = "mutantOr", "&&"
		}
		id := m.operator(binary, text)
		// The parenthesis lets the right side start on the next line.
		m.call(binary, fmt.Sprintf("%s(%d, ", function, id), ", func() bool { return (", ") })")
	}
	m.condition(binary.X)
	m.condition(binary.Y)
}

func (m *mutator) comparison(binary *ast.BinaryExpr, of types.Type) {
	if !plainBool(of) || !basic(m.info.TypeOf(binary.X), types.IsOrdered) {
		return
	}
	function, text := "", ""
	switch binary.Op {
	case token.LSS:
		function, text = "mutantLess", "<="
	case token.LEQ:
		function, text = "mutantLessEqual", "<"
	case token.GTR:
		function, text = "mutantGreater", ">="
	case token.GEQ:
		function, text = "mutantGreaterEqual", ">"
	}
	id := m.operator(binary, text)
	m.add(binary, "negate "+m.text(binary))
	m.call(binary, fmt.Sprintf("%s(%d, ", function, id), ",", ")")
}

func (m *mutator) arithmetic(binary *ast.BinaryExpr, of types.Type) {
	if !basic(of, types.IsNumeric) || basic(of, types.IsComplex) {
		return
	}
	function, text := "", ""
	switch binary.Op {
	case token.ADD:
		function, text = "mutantAdd", "-"
	case token.SUB:
		function, text = "mutantSubtract", "+"
	case token.MUL:
		function, text = "mutantMultiply", "/"
	case token.QUO:
		function, text = "mutantDivide", "*"
	case token.REM:
		function, text = "mutantRemainder", "*"
	}
	m.call(binary, fmt.Sprintf("%s(%d, ", function, m.operator(binary, text)), ",", ")")
}

// constant adds and subtracts one, or one second. A constant that the compiler needs stays: a case, an index of a literal.
// So does a capacity, which changes no behavior, and the limit of a comparison, whose operator moves the boundary.
func (m *mutator) constant(expression ast.Expr, value types.TypeAndValue, stack []ast.Node) {
	if value.Value.Kind() != constant.Int || !basic(value.Type, types.IsNumeric) {
		return
	}
	switch parent := parent(stack).(type) {
	case *ast.CaseClause:
		return
	case *ast.KeyValueExpr:
		if parent.Key == expression {
			return
		}
	case *ast.BinaryExpr:
		switch parent.Op {
		case token.LSS, token.LEQ, token.GTR, token.GEQ:
			return
		}
	case *ast.CallExpr:
		if name, ok := parent.Fun.(*ast.Ident); ok && name.Name == "make" && m.capacity(parent, expression) {
			return
		}
	}
	name, ok := m.typeName(value.Type)
	if !ok {
		return
	}
	step, text := "1", "1"
	if name == "time.Duration" {
		step, text = "1e9", "1s"
	}
	id := m.add(expression, m.text(expression)+" + "+text+m.around(stack))
	m.add(expression, m.text(expression)+" - "+text+m.around(stack))
	m.wrap(expression, fmt.Sprintf("mutantConstant[%s](%d, ", name, id), ", "+step+")")
}

// around returns the innermost node of a stack, the expression that contains a constant, to tell equal constants of a function from each other.
func (m *mutator) around(stack []ast.Node) string {
	switch parent := parent(stack).(type) {
	case nil, *ast.CompositeLit:
		return ""
	default:
		return " in " + m.text(parent)
	}
}

// parent returns the innermost node of a stack, or nil.
func parent(stack []ast.Node) ast.Node {
	if len(stack) == 0 {
		return nil
	}
	return stack[len(stack)-1]
}

func (m *mutator) capacity(call *ast.CallExpr, argument ast.Expr) bool {
	at := slices.Index(call.Args, argument)
	_, isMap := m.info.TypeOf(call).Underlying().(*types.Map)
	return at == 2 || at == 1 && isMap
}

// operator adds the mutant that replaces the operator.
func (m *mutator) operator(binary *ast.BinaryExpr, replacement string) int {
	return m.add(binary, m.text(binary)+" → "+replacement)
}

// call turns a binary expression into a call.
func (m *mutator) call(binary *ast.BinaryExpr, open, between, end string) {
	m.editor.open(m.offset(binary.Pos()), open)
	m.editor.replace(m.offset(binary.OpPos), m.offset(binary.OpPos)+len(binary.Op.String()), between)
	m.editor.close(m.offset(binary.End()), end)
}

func (m *mutator) wrap(node ast.Node, open, end string) {
	m.editor.open(m.offset(node.Pos()), open)
	m.editor.close(m.offset(node.End()), end)
}

func (m *mutator) offset(pos token.Pos) int { return m.fset.Position(pos).Offset }

// add registers a mutant. Equal changes in a function are numbered.
func (m *mutator) add(node ast.Node, change string) int {
	id := m.next
	m.next++
	key := m.function + ": " + change
	m.seen[key]++
	if n := m.seen[key]; n > 1 {
		key += fmt.Sprintf(" (%d)", n)
	}
	m.mutants = append(m.mutants, mutant{id: id, file: m.name, line: m.fset.Position(node.Pos()).Line, key: key})
	return id
}

// text returns the source of a node in one line, shortened.
func (m *mutator) text(node ast.Node) string {
	words := strings.Fields(string(m.source[m.offset(node.Pos()):m.offset(node.End())]))
	text := []rune(strings.Join(words, " "))
	const limit = 90
	if len(text) > limit {
		return string(text[:limit-1]) + "…"
	}
	return string(text)
}

// typeName returns a type as the file can write it. It cannot write a type of a package that it does not import.
func (m *mutator) typeName(of types.Type) (name string, ok bool) {
	ok = true
	name = types.TypeString(of, func(other *types.Package) string {
		if other == m.pkg {
			return ""
		}
		imported, found := m.imports[other.Path()]
		ok = ok && found
		return imported
	})
	return name, ok && !strings.HasPrefix(name, "untyped ")
}

func plainBool(of types.Type) bool {
	return types.Identical(types.Default(of), types.Typ[types.Bool])
}

// basic reports whether the type, or the type that it is declared as, is a basic type with a property.
func basic(of types.Type, property types.BasicInfo) bool {
	if _, ok := of.(*types.TypeParam); ok {
		return false
	}
	underlying, ok := of.Underlying().(*types.Basic)
	return ok && underlying.Info()&property != 0
}
