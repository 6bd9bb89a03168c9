// Reads a record with the code of Go's checksum database: the checkpoint, every tile, every entry, and the proof that
// the whole tree continues its first half.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func refuse(format string, args ...any) {
	fmt.Printf("REFUSED: "+format+"\n", args...)
	os.Exit(3)
}

// The files of a folder. Go's paths name the height of tiles, which the specification has left out.
type folder string

func (f folder) path(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
	return filepath.Join(string(f), strings.Replace(path, "tile/data/", "tile/entries/", 1))
}

func (f folder) Height() int { return 8 }

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(f.path(tile))
		if err != nil {
			return nil, err
		}
		if len(data) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("tile %s has %d bytes", tile.Path(), len(data))
		}
		all = append(all, data)
	}
	return all, nil
}

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func main() {
	files, vkey := folder(os.Args[1]), os.Args[2]
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		refuse("%v", err)
	}
	text, err := os.ReadFile(filepath.Join(string(files), "checkpoint"))
	if err != nil {
		refuse("%v", err)
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		refuse("%v", err)
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || lines[0] != verifier.Name() {
		refuse("not a checkpoint of %s", verifier.Name())
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		refuse("%v", err)
	}
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, files)
	for start := int64(0); start < size; start += 256 {
		bundle(files, reader, start, min(size-start, 256))
	}
	if half := size / 2; half > 0 {
		proof, err := tlog.ProveTree(size, half, reader)
		if err != nil {
			refuse("%v", err)
		}
		old, err := tlog.TreeHash(half, reader)
		if err == nil {
			err = tlog.CheckTree(proof, size, root, half, old)
		}
		if err != nil {
			refuse("%v", err)
		}
	}
	fmt.Printf("%d entries\n", size)
}

// Every entry of a bundle hashes to its leaf, which the reader has authenticated against the root.
func bundle(files folder, reader tlog.HashReader, start, width int64) {
	data, err := os.ReadFile(files.path(tlog.Tile{H: 8, L: -1, N: start / 256, W: int(width)}))
	if err != nil {
		refuse("%v", err)
	}
	var indexes []int64
	for i := range width {
		indexes = append(indexes, tlog.StoredHashIndex(0, start+i))
	}
	leaves, err := reader.ReadHashes(indexes)
	if err != nil {
		refuse("%v", err)
	}
	for i := range width {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			refuse("entry %d is cut off", start+i)
		}
		length := int(binary.BigEndian.Uint16(data))
		if tlog.RecordHash(data[2:2+length]) != leaves[i] {
			refuse("entry %d does not match its leaf", start+i)
		}
		data = data[2+length:]
	}
	if len(data) > 0 {
		refuse("bundle %d is too long", start/256)
	}
}
