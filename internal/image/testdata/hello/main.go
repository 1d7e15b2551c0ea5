// Command hello stands for the command in a test of the image.
package main

func main() { println("hello") }
