package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
)

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

// operators are the function of runtime.go.txt that stands for an operator, and the operator of the mutant.
var operators = map[token.Token]struct{ function, replacement string }{
	token.LAND: {"mutantAnd", "||"},
	token.LOR:  {"mutantOr", "&&"},
	token.LSS:  {"mutantLess", "<="},
	token.LEQ:  {"mutantLessEqual", "<"},
	token.GTR:  {"mutantGreater", ">="},
	token.GEQ:  {"mutantGreaterEqual", ">"},
	token.ADD:  {"mutantAdd", "-"},
	token.SUB:  {"mutantSubtract", "+"},
	token.MUL:  {"mutantMultiply", "/"},
	token.QUO:  {"mutantDivide", "*"},
	token.REM:  {"mutantRemainder", "*"},
}

func (m *mutator) logical(binary *ast.BinaryExpr, of types.Type) {
	if plainBool(of) {
		id := m.operator(binary, operators[binary.Op].replacement)
		// The parenthesis lets the right side start on the next line.
		m.call(binary, fmt.Sprintf("%s(%d, ", operators[binary.Op].function, id), ", func() bool { return (", ") })")
	}
	m.condition(binary.X)
	m.condition(binary.Y)
}

func (m *mutator) comparison(binary *ast.BinaryExpr, of types.Type) {
	if !plainBool(of) || !basic(m.info.TypeOf(binary.X), types.IsOrdered) {
		return
	}
	id := m.operator(binary, operators[binary.Op].replacement)
	m.add(binary, "negate "+m.text(binary))
	m.call(binary, fmt.Sprintf("%s(%d, ", operators[binary.Op].function, id), ",", ")")
}

func (m *mutator) arithmetic(binary *ast.BinaryExpr, of types.Type) {
	if !basic(of, types.IsNumeric) || basic(of, types.IsComplex) {
		return
	}
	id := m.operator(binary, operators[binary.Op].replacement)
	m.call(binary, fmt.Sprintf("%s(%d, ", operators[binary.Op].function, id), ",", ")")
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
