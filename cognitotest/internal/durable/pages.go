package durable

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"slices"

	"go.etcd.io/bbolt"
)

// The layout of a database: internal/common/meta.go, page.go and bucket.go of bbolt, and internal/freelist/shared.go.
// Numbers have the byte order of the machine.
const (
	headerSize = 16 // of a page, of a bucket, and of an element of a tree

	branchPage    = 0x01
	leafPage      = 0x02
	freePages     = 0x10
	bucketElement = 0x01
)

// A fileHeader follows the page header of the first and of the second page. Transactions write them in turn. It is
// within one sector of a disk, so an interrupted write leaves it as before or as after.
type fileHeader struct {
	Magic, Version, PageSize, Flags           uint32
	Root, Sequence, Free, Pages, Transactions uint64
	Checksum                                  uint64 // FNV-1a of the bytes before it
}

type pageHeader struct {
	ID       uint64
	Flags    uint16
	Count    uint16 // of elements, or of free pages
	Overflow uint32 // the number of pages that continue the page
}

// An element of a tree is a record, a bucket, or a child page.
type element struct {
	key, value []byte
	flags      uint32 // of a record or bucket
	child      uint64 // of a branch
}

// pages checks the pages of a database. bbolt follows their positions and counts without a check: it ends the process,
// hides records, or later overwrites a page that the list of free pages has by mistake.
type pages struct {
	file *os.File
	size uint64 // of a page, in bytes
	used []bool // by page: a tree or the list of free pages has it

	read []byte // the last page

	sum      uint64 // the checksum of the records so far
	checksum []byte // the checksum in the description; nil if it has none
}

// checkPages returns an error if bbolt must not read the file.
func (j *Journal) checkPages(options bbolt.Options) (*pages, error) {
	options.ReadOnly = true // without the list of free pages
	db, err := j.openBolt(options)
	if err != nil {
		return nil, err
	}
	p := &pages{file: j.opened, size: uint64(db.Info().PageSize)}
	if err := p.check(); err != nil {
		return nil, errors.Join(j.damaged(err), db.Close())
	}
	if err := db.Close(); err != nil {
		return nil, j.openError(err)
	}
	return p, nil
}

// whole reports whether the records match the checksum of the file, if it has one.
func (p *pages) whole() bool { return p.checksum == nil || bytes.Equal(p.checksum, encode(p.sum)) }

func (p *pages) check() error {
	header, err := p.fileHeader()
	if err != nil {
		return err
	}
	if info, err := p.file.Stat(); err != nil || uint64(info.Size()) < header.Pages*p.size {
		return errors.New("it is cut off")
	}
	p.used = make([]bool, header.Pages)
	p.used[0], p.used[1] = true, true
	if err := p.tree(header.Root, nil, nil, nil); err != nil {
		return err
	}
	if err := p.free(header.Free); err != nil {
		return err
	}
	for page, used := range p.used {
		if !used {
			return overwritten(uint64(page))
		}
	}
	return nil
}

func overwritten(page uint64) error { return fmt.Errorf("page %d is overwritten", page) }

// fileHeader returns the header of the last transaction, which is the one that bbolt reads. It requires both headers,
// because bbolt opens the state before the last transaction if the last header is damaged.
func (p *pages) fileHeader() (last fileHeader, err error) {
	for page := range uint64(2) {
		text := make([]byte, binary.Size(last))
		if _, err := p.file.ReadAt(text, int64(page*p.size+headerSize)); err != nil {
			return fileHeader{}, err
		}
		var header fileHeader
		_, _ = binary.Decode(text, binary.NativeEndian, &header) // the text has the size of a header
		checksum := fnv.New64a()
		_, _ = checksum.Write(text[:len(text)-8])
		if checksum.Sum64() != header.Checksum {
			return fileHeader{}, overwritten(page)
		}
		if page == 0 || header.Transactions > last.Transactions {
			last = header
		}
	}
	return last, nil
}

// page returns the header and the bytes of a page that nothing else uses. The bytes are valid until the next call.
func (p *pages) page(id uint64) (header pageHeader, text []byte, err error) {
	if id >= uint64(len(p.used)) {
		return pageHeader{}, nil, fmt.Errorf("page %d is not in the file", id)
	}
	if err := p.readPages(id, 1); err != nil {
		return pageHeader{}, nil, err
	}
	_, _ = binary.Decode(p.read, binary.NativeEndian, &header) // a page is longer than its header
	next := id + 1 + uint64(header.Overflow)
	if header.ID != id || next > uint64(len(p.used)) || slices.Contains(p.used[id:next], true) {
		return pageHeader{}, nil, overwritten(id)
	}
	for i := id; i < next; i++ {
		p.used[i] = true
	}
	if header.Overflow > 0 {
		err = p.readPages(id, next-id)
	}
	return header, p.read, err
}

// readPages reads a page and the pages after it.
func (p *pages) readPages(id, count uint64) error {
	size := count * p.size
	p.read = slices.Grow(p.read[:0], int(size))[:size]
	_, err := p.file.ReadAt(p.read, int64(id*p.size))
	return err
}

// tree checks that the keys of a page and its children are in order, from low up to high without high. If high is nil,
// the keys have no upper limit. kind is the kind of the records, or nil for the tree of buckets.
func (p *pages) tree(id uint64, low, high, kind []byte) error {
	header, text, err := p.page(id)
	if err != nil {
		return err
	}
	if kind == nil || header.Flags == branchPage {
		text = bytes.Clone(text) // the elements are needed after the next page is read
	}
	elements, ok := elementsOf(header, text)
	if !ok {
		return overwritten(id)
	}
	for i, e := range elements {
		if bytes.Compare(e.key, low) < 0 || high != nil && bytes.Compare(e.key, high) >= 0 {
			return overwritten(id)
		}
		switch {
		case header.Flags == branchPage:
			end := high
			if i+1 < len(elements) {
				end = elements[i+1].key
			}
			err = p.tree(e.child, e.key, end, kind)
		case kind == nil:
			err = p.bucket(id, e)
		default:
			err = p.record(id, kind, e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// bucket checks an element of the tree of buckets, whose key is a kind of record. The page of a small bucket is in the
// element.
func (p *pages) bucket(page uint64, e element) error {
	if e.flags != bucketElement || len(e.value) < headerSize {
		return overwritten(page)
	}
	root, inline := binary.NativeEndian.Uint64(e.value), e.value[headerSize:]
	if root != 0 {
		return p.tree(root, nil, nil, e.key)
	}
	var header pageHeader
	if _, err := binary.Decode(inline, binary.NativeEndian, &header); err != nil {
		return overwritten(page)
	}
	elements, ok := elementsOf(header, inline)
	if !ok || header.Flags != leafPage {
		return overwritten(page)
	}
	for _, record := range elements {
		if err := p.record(page, e.key, record); err != nil {
			return err
		}
	}
	return nil
}

// record adds a record to the checksum.
func (p *pages) record(page uint64, kind []byte, e element) error {
	if e.flags != 0 {
		return overwritten(page)
	}
	if counts(kind, e.key) {
		p.sum += checksum(kind, e.key, e.value)
	} else if bytes.Equal(e.key, checksumKey) {
		p.checksum = bytes.Clone(e.value)
	}
	return nil
}

// elementsOf returns the elements of the page of a tree. It returns false if they are not in order or not in the page.
func elementsOf(header pageHeader, text []byte) (elements []element, ok bool) {
	if (header.Flags != branchPage || header.Count == 0) && header.Flags != leafPage || headerSize*(1+int(header.Count)) > len(text) {
		return nil, false
	}
	elements = make([]element, 0, header.Count)
	for i := range int(header.Count) {
		var e element
		row := text[headerSize*(1+i):]
		var position, keySize, valueSize uint32
		if header.Flags == branchPage {
			position, keySize, e.child = binary.NativeEndian.Uint32(row), binary.NativeEndian.Uint32(row[4:]), binary.NativeEndian.Uint64(row[8:])
		} else {
			e.flags, position = binary.NativeEndian.Uint32(row), binary.NativeEndian.Uint32(row[4:])
			keySize, valueSize = binary.NativeEndian.Uint32(row[8:]), binary.NativeEndian.Uint32(row[12:])
		}
		key := uint64(position)
		value := key + uint64(keySize)
		end := value + uint64(valueSize)
		if end > uint64(len(row)) {
			return nil, false
		}
		e.key, e.value = row[key:value], row[value:end]
		if i > 0 && bytes.Compare(elements[i-1].key, e.key) >= 0 {
			return nil, false
		}
		elements = append(elements, e)
	}
	return elements, true
}

// free checks the list of free pages.
func (p *pages) free(id uint64) error {
	header, text, err := p.page(id)
	if err != nil {
		return err
	}
	ids, count := text[headerSize:], uint64(header.Count)
	if header.Count == math.MaxUint16 { // the first number is the count
		count, ids = binary.NativeEndian.Uint64(ids), ids[8:]
	}
	if header.Flags != freePages || count > uint64(len(ids)/8) {
		return overwritten(id)
	}
	for i := range count {
		free := binary.NativeEndian.Uint64(ids[8*i:])
		if free >= uint64(len(p.used)) || p.used[free] {
			return overwritten(id)
		}
		p.used[free] = true
	}
	return nil
}
