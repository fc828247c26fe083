// Command harness runs the kubelet's own credential provider code for the tests beside it.
//
//	harness compare                          answers questions about names, patterns, keys and durations
//	harness load                             reads configurations as the kubelet does at start
//	harness lookup -config FILE -bin-dir DIR asks the registered plugins for the credentials of images
//
// All read JSON lines from stdin and write one JSON line for each, in order. The kubelet's log goes to stderr.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	if len(os.Args) < 2 {
		exit(fmt.Errorf("usage: harness compare | load | lookup [flags]"))
	}
	switch command, args := os.Args[1], os.Args[2:]; command {
	case "compare":
		exit(runCompare())
	case "load":
		exit(runLoad())
	case "lookup":
		exit(runLookup(args))
	default:
		exit(fmt.Errorf("unknown command %q", command))
	}
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "harness:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// readLines decodes every line of stdin.
func readLines[T any]() ([]T, error) {
	var values []T
	decoder := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	for decoder.More() {
		var value T
		if err := decoder.Decode(&value); err != nil {
			return nil, fmt.Errorf("line %d of stdin: %w", len(values)+1, err)
		}
		values = append(values, value)
	}
	return values, nil
}

// writeLines encodes each value on a line of stdout.
func writeLines[T any](values []T) error {
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for _, value := range values {
		if err := encoder.Encode(value); err != nil {
			return err
		}
	}
	return out.Flush()
}
