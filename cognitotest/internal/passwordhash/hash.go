package passwordhash

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"regexp"
	"strconv"
)

// Hash is a password hash with its algorithm. The zero Hash matches no password.
type Hash struct {
	Algorithm string // as in PasswordHashingAlgorithm
	Text      string
}

// Set reports whether there is a password.
func (h Hash) Set() bool { return h.Text != "" }

// Matches reports whether password is the password of the hash.
func (h Hash) Matches(password string) bool {
	check, err := parse(h.Algorithm, h.Text)
	return err == nil && check(password)
}

// Parse returns the hash in a text. It returns an error if the text is malformed or if its
// parameters exceed the limits of the developer guide.
func Parse(algorithm, text string) (Hash, error) {
	if _, err := parse(algorithm, text); err != nil {
		return Hash{}, err
	}
	return Hash{algorithm, text}, nil
}

// check reports whether a password is right.
type check func(password string) bool

// formats has the parser of each algorithm. Its argument are the submatches of the pattern.
var formats = map[string]struct {
	pattern *regexp.Regexp
	parse   func(parts []string) (check, error)
}{
	"BCRYPT":        {regexp.MustCompile(`^\$2[abxy]\$(\d{2})\$[./A-Za-z0-9]{53}$`), bcryptCheck},
	"SCRYPT":        {regexp.MustCompile(`^(\d{1,9})\$(\d{1,9})\$(\d{1,9})\$((?:[0-9A-Fa-f]{2})+)\$((?:[0-9A-Fa-f]{2}){16,64})$`), scryptCheck},
	"ARGON2ID":      {regexp.MustCompile(`^\$argon2id\$v=19\$m=(\d{1,9}),t=(\d{1,9}),p=(\d{1,9})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$`), argon2idCheck},
	"PBKDF2_SHA256": {regexp.MustCompile(`^\$pbkdf2-sha256\$(\d{1,9})\$([A-Za-z0-9+./]+)\$([A-Za-z0-9+./]+)$`), pbkdf2Check},
}

func parse(algorithm, text string) (check, error) {
	if algorithm == "" {
		return nil, errors.New("the job has no PasswordHashingAlgorithm")
	}
	format := formats[algorithm] // the model has no other algorithms
	parts := format.pattern.FindStringSubmatch(text)
	if parts == nil {
		return nil, malformed(algorithm)
	}
	return format.parse(parts)
}

func malformed(algorithm string) error {
	return fmt.Errorf("it does not have the format of %s", algorithm)
}

// parameter is a cost of an algorithm with its limits.
type parameter struct {
	name     string
	text     string
	min, max int
}

// numbers returns the values of parameters. It returns an error if one is out of bounds.
func numbers(parameters ...parameter) ([]int, error) {
	var values []int
	for _, p := range parameters {
		n, err := strconv.Atoi(p.text)
		if err != nil || n < p.min || n > p.max {
			return nil, fmt.Errorf("%s is %s, and it must be from %d to %d", p.name, p.text, p.min, p.max)
		}
		values = append(values, n)
	}
	return values, nil
}

func equal(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }
