// Package probe does on request what an engine must never be able to do, so that tests can show what comes of it.
package probe

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"time"
)

// Handle runs the wanted misdeed and says what came of it.
func Handle(request []byte) []byte {
	var wanted struct {
		Do     string `json:"do"`
		Amount int    `json:"amount"`
	}
	if err := json.Unmarshal(request, &wanted); err != nil {
		return []byte(err.Error())
	}
	response, _ := json.Marshal(run(wanted.Do, wanted.Amount))
	return response
}

func run(do string, amount int) any {
	switch do {
	case "echo":
		return amount
	case "loop":
		for {
			amount++
		}
	case "recurse":
		return recurse(amount)
	case "allocate":
		return allocate()
	case "hold":
		held = append(held, make([]byte, amount))
		return len(held)
	case "panic":
		panic("the probe panics")
	case "exit":
		os.Exit(3)
	case "deadlock":
		<-make(chan int)
	case "sleep":
		started := time.Now()
		time.Sleep(time.Duration(amount) * time.Millisecond)
		return time.Since(started).Milliseconds() >= int64(amount)
	case "clock":
		return time.Now().UTC().Format(time.RFC3339Nano)
	case "random":
		bytes := make([]byte, 16)
		rand.Read(bytes)
		return hex.EncodeToString(bytes)
	case "outside":
		return outside()
	}
	return nil
}

var held [][]byte

func recurse(n int) int { return recurse(n+1) + 1 }

func allocate() int {
	var all [][]byte
	for {
		block := make([]byte, 1<<20)
		for i := range block {
			block[i] = 1
		}
		all = append(all, block)
	}
}

// outside tries every way out and says by which it came through.
func outside() []string {
	ways := []string{}
	try := func(way string, err error) {
		if err == nil {
			ways = append(ways, way)
		}
	}
	_, err := os.ReadFile("/etc/passwd")
	try("read", err)
	try("write", os.WriteFile("/tmp/probe", []byte("x"), 0o600))
	_, err = os.ReadDir(".")
	try("list", err)
	_, err = net.Dial("tcp", "127.0.0.1:80")
	try("dial", err)
	_, err = fmt.Print("x")
	try("stdout", err)
	_, err = os.Stdin.Read(make([]byte, 1))
	try("stdin", err)
	if len(os.Environ()) > 0 {
		ways = append(ways, "environment")
	}
	if len(os.Args) > 0 {
		ways = append(ways, "arguments")
	}
	return ways
}
