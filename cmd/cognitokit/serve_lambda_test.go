package main

import "testing"

func TestServeLambda(t *testing.T) {
	t.Parallel()
	const arn = "arn:aws:lambda:us-east-1:123456789012:function:name"
	functions, err := serveOptions{lambda: []string{arn + "=http://127.0.0.1:9000/run?a=b", arn + ":live=http://localhost:9001/"}}.functions()
	if err != nil || len(functions) != 2 || functions[arn] == nil || functions[arn+":live"] == nil {
		t.Errorf("got %v, %v", functions, err)
	}
	for flag, want := range map[string]string{
		"name=http://127.0.0.1:9000/": "--lambda: name=http://127.0.0.1:9000/ is not ARN=URL. Write for example arn:aws:lambda:us-east-1:123456789012:function:name=http://127.0.0.1:9000/2015-03-31/functions/function/invocations",
		arn:                           "--lambda: " + arn + " is not ARN=URL. Write for example arn:aws:lambda:us-east-1:123456789012:function:name=http://127.0.0.1:9000/2015-03-31/functions/function/invocations",
		arn + "=http://example.com/":  "--lambda: example.com is not on this machine: use 127.0.0.1, [::1] or localhost",
	} {
		if _, err := (serveOptions{lambda: []string{flag}}).functions(); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", flag, err, want)
		}
	}
}
