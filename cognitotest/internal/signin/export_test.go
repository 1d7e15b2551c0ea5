package signin

// Interrupted is an answer during which other requests change the store: the session is already used up, and the answer is not
// checked yet.
type Interrupted struct {
	Answer
	Meanwhile func()
}

func (a Interrupted) answer(s *signIn) (Outcome, error) {
	a.Meanwhile()
	return a.Answer.answer(s)
}

// InterruptedFlow is the start of a sign-in during which other requests change the store: the pool is already read.
type InterruptedFlow struct {
	Flow
	Meanwhile func()
}

func (f InterruptedFlow) begin(s *signIn) (Outcome, error) {
	f.Meanwhile()
	return f.Flow.begin(s)
}
