// Command pictures draws the pictures of README and docs in Chromium, for `make screenshots`:
//
//	pictures demo FILE.png < OUTPUT   draws the output of `cognitokit demo` as a terminal, without the lines that repeat
//	pictures check REPORT.html FILE.png   draws the findings and the first timelines of an HTML report
//
// It fails if a part of the picture is missing, so that a picture shows what it says.
package main
