/* The innermost loops of a search, each one pass where numpy takes several.

Every function here has a twin of the same name in in_numpy.py, which says what it does; tests
compare the two. Numbers from a file are never trusted: one that points outside of an array raises
IndexError, as it does in numpy.
*/
#define PY_SSIZE_T_CLEAN
#define NPY_NO_DEPRECATED_API NPY_2_0_API_VERSION
#include <Python.h>
#include <numpy/arrayobject.h>
#include <string.h>

#define SOUGHT 16 /* Of lists that differ more in length, each of the few is sought in the many. */
#define LONG 20000 /* A loop over so many lets other threads run meanwhile. */

typedef npy_intp Count;

/* --- arrays ---------------------------------------------------------------------------------- */

static void *
array_of(PyObject *object, int type, Count *count)
{
    PyArrayObject *array = (PyArrayObject *)object;
    if (!PyArray_Check(object) || PyArray_TYPE(array) != type || !PyArray_ISCARRAY_RO(array)) {
        PyErr_Format(PyExc_TypeError, "not an array in one piece of the type wanted: %R", object);
        return NULL;
    }
    *count = PyArray_SIZE(array);
    return PyArray_DATA(array);
}

static void *
written_array_of(PyObject *object, int type, Count *count)
{
    void *data = array_of(object, type, count);
    if (data && !PyArray_ISWRITEABLE((PyArrayObject *)object)) {
        PyErr_SetString(PyExc_TypeError, "an array that cannot be written to");
        return NULL;
    }
    return data;
}

static int
are_so_many(Py_ssize_t given, Py_ssize_t wanted)
{
    if (given == wanted)
        return 1;
    PyErr_Format(PyExc_TypeError, "%zd arguments, not %zd", given, wanted);
    return 0;
}

/* How many stories a segment has. */
static int
size_of(PyObject *object, Count *size)
{
    *size = PyLong_AsSsize_t(object);
    if (*size >= 0)
        return 1;
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, "fewer stories than none");
    return 0;
}

static PyObject *
new_array(int type, Count count)
{
    return PyArray_SimpleNew(1, &count, type);
}

/* A new array, cut to what was written to it. */
static PyObject *
cut(PyObject *array, Count count)
{
    if (!array)
        return NULL;
    if (count == PyArray_SIZE((PyArrayObject *)array))
        return array;
    PyArray_Dims shape = {&count, 1};
    PyObject *none = PyArray_Resize((PyArrayObject *)array, &shape, 0, NPY_CORDER);
    if (!none) {
        Py_DECREF(array);
        return NULL;
    }
    Py_DECREF(none);
    return array;
}

static PyObject *
outside(void)
{
    PyErr_SetString(PyExc_IndexError, "a number of the columns points outside of them");
    return NULL;
}

static PyThreadState *
let_others_run(Count count)
{
    return count > LONG ? PyEval_SaveThread() : NULL;
}

static void
run_again(PyThreadState *held)
{
    if (held)
        PyEval_RestoreThread(held);
}

/* --- sorted lists ---------------------------------------------------------------------------- */

/* The first place from `from` on whose number is not below `wanted`: near places first. */
static Count
seek(const npy_int32 *list, Count count, Count from, npy_int32 wanted)
{
    Count step = 1, below = from - 1;
    while (below + step < count && list[below + step] < wanted) {
        below += step;
        step *= 2;
    }
    Count end = below + step < count ? below + step : count;
    while (end - below > 1) {
        Count middle = below + (end - below) / 2;
        if (list[middle] < wanted)
            below = middle;
        else
            end = middle;
    }
    return end;
}

/* Set one bit for each story of a list; 0 with an error for one that is none of the segment. */
static int
mark(npy_uint64 *bits, const npy_int32 *list, Count count, Count size)
{
    for (Count next = 0; next < count; next++) {
        npy_uint32 number = (npy_uint32)list[next];
        if (number >= (npy_uint64)size)
            return outside() != NULL;
        bits[number / 64] |= (npy_uint64)1 << number % 64;
    }
    return 1;
}

/* Bits for the stories of a segment, set for those of a list; the caller frees them. */
static npy_uint64 *
marked(const npy_int32 *list, Count count, Count size)
{
    npy_uint64 *bits = PyMem_Calloc(size / 64 + 1, sizeof(*bits));
    if (!bits)
        return (npy_uint64 *)PyErr_NoMemory();
    if (mark(bits, list, count, size))
        return bits;
    PyMem_Free(bits);
    return NULL;
}

/* Whether a story is marked; one that is none of the segment is not. */
static inline int
is_marked(const npy_uint64 *bits, Count size, npy_int32 story)
{
    npy_uint32 number = (npy_uint32)story;
    return number < (npy_uint64)size && (bits[number / 64] >> number % 64 & 1);
}

static PyObject *
is_in(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count hay, sought, size;
    const npy_int32 *haystack, *needles;
    if (!are_so_many(count, 3) || !(haystack = array_of(given[0], NPY_INT32, &hay)) ||
        !(needles = array_of(given[1], NPY_INT32, &sought)) || !size_of(given[2], &size))
        return NULL;
    PyObject *made = new_array(NPY_BOOL, sought);
    if (!made)
        return NULL;
    npy_bool *mask = PyArray_DATA((PyArrayObject *)made);
    Count at = 0;
    if (sought * SOUGHT < hay) {
        for (Count next = 0; next < sought; next++) {
            at = seek(haystack, hay, at, needles[next]);
            mask[next] = at < hay && haystack[at] == needles[next];
        }
        return made;
    }
    npy_uint64 *bits = marked(haystack, hay, size);
    if (!bits) {
        Py_DECREF(made);
        return NULL;
    }
    for (Count next = 0; next < sought; next++)
        mask[next] = is_marked(bits, size, needles[next]);
    PyMem_Free(bits);
    return made;
}

static PyObject *
common(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count few, many, size;
    const npy_int32 *some, *others;
    if (!are_so_many(count, 3) || !(some = array_of(given[0], NPY_INT32, &few)) ||
        !(others = array_of(given[1], NPY_INT32, &many)) || !size_of(given[2], &size))
        return NULL;
    if (few > many) {
        const npy_int32 *longer = some;
        some = others, others = longer;
        Count more = few;
        few = many, many = more;
    }
    PyObject *made = new_array(NPY_INT32, few);
    if (!made)
        return NULL;
    npy_int32 *both = PyArray_DATA((PyArrayObject *)made);
    Count found = 0;
    if (few * SOUGHT < many) {
        for (Count next = 0, at = 0; next < few; next++) {
            at = seek(others, many, at, some[next]);
            if (at < many && others[at] == some[next])
                both[found++] = some[next];
        }
        return cut(made, found);
    }
    npy_uint64 *bits = marked(some, few, size);
    if (!bits) {
        Py_DECREF(made);
        return NULL;
    }
    for (Count next = 0; next < many && found < few; next++) {
        both[found] = others[next];
        found += is_marked(bits, size, others[next]);
    }
    PyMem_Free(bits);
    return cut(made, found);
}

static PyObject *
found_in(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count hay, sought;
    const npy_int32 *haystack, *needles;
    if (!are_so_many(count, 3) || !(haystack = array_of(given[0], NPY_INT32, &hay)) ||
        !(needles = array_of(given[1], NPY_INT32, &sought)))
        return NULL;
    Count most = hay < sought ? hay : sought;
    PyObject *made = new_array(NPY_INTP, most + 1), *beside = new_array(NPY_INTP, most + 1);
    if (!made || !beside)
        goto failed;
    Count *numbers = PyArray_DATA((PyArrayObject *)made);
    Count *places = PyArray_DATA((PyArrayObject *)beside);
    Count at = 0, found = 0;
    /* No branch on what is compared: the processor cannot foresee it. */
    for (Count next = 0; next < sought && at < hay;) {
        if (sought * SOUGHT < hay)
            at = seek(haystack, hay, at, needles[next]);
        if (at == hay)
            break;
        npy_int32 one = haystack[at], other = needles[next];
        numbers[found] = next;
        places[found] = at;
        found += one == other && found < most;
        at += one <= other;
        next += other <= one;
    }
    made = cut(made, found);
    beside = cut(beside, found);
    if (made && beside)
        return Py_BuildValue("NN", made, beside);
failed:
    Py_XDECREF(made);
    Py_XDECREF(beside);
    return NULL;
}

static PyObject *
union_(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count size, all = 0;
    if (!are_so_many(count, 2) || !size_of(given[1], &size))
        return NULL;
    PyObject *parts = PySequence_Fast(given[0], "parts are no sequence"), *made = NULL;
    npy_uint64 *bits = parts ? marked(NULL, 0, size) : NULL;
    if (!bits)
        goto done;
    for (Py_ssize_t part = 0; part < PySequence_Fast_GET_SIZE(parts); part++) {
        Count length;
        const npy_int32 *list = array_of(PySequence_Fast_GET_ITEM(parts, part), NPY_INT32, &length);
        if (!list || !mark(bits, list, length, size))
            goto done;
    }
    for (Count word = 0; word <= size / 64; word++)
        all += __builtin_popcountll(bits[word]);
    made = new_array(NPY_INT32, all);
    if (!made)
        goto done;
    npy_int32 *numbers = PyArray_DATA((PyArrayObject *)made);
    for (Count word = 0; word <= size / 64; word++)
        for (npy_uint64 left = bits[word]; left; left &= left - 1)
            *numbers++ = (npy_int32)(word * 64 + __builtin_ctzll(left));
done:
    PyMem_Free(bits);
    Py_XDECREF(parts);
    return made;
}

/* --- scores ---------------------------------------------------------------------------------- */

static PyObject *
add_scores(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count hay, weighed, size, sought, scored;
    const npy_int32 *holders, *weights, *documents;
    const double *norms;
    double *scores;
    if (!are_so_many(count, 6) || !(holders = array_of(given[0], NPY_INT32, &hay)) ||
        !(weights = array_of(given[1], NPY_INT32, &weighed)) ||
        !(norms = array_of(given[2], NPY_DOUBLE, &size)) ||
        !(documents = array_of(given[4], NPY_INT32, &sought)) ||
        !(scores = written_array_of(given[5], NPY_DOUBLE, &scored)))
        return NULL;
    double factor = PyFloat_AsDouble(given[3]);
    if (factor == -1 && PyErr_Occurred())
        return NULL;
    if (weighed != hay || scored != sought)
        return outside();
    PyThreadState *held = let_others_run(hay);
    Count at = 0, next = 0;
    while (at < hay && next < sought) {
        if (sought * SOUGHT < hay)
            at = seek(holders, hay, at, documents[next]);
        else
            while (at < hay && holders[at] < documents[next])
                at++;
        npy_uint32 number = (npy_uint32)documents[next];
        if (at == hay || holders[at] != documents[next] || number >= (npy_uint64)size)
            break;
        double weight = weights[at++];
        scores[next++] += weight / (norms[number] + weight) * factor;
    }
    run_again(held);
    if (next < sought)
        return outside();
    Py_RETURN_NONE;
}

static PyObject *
add_at(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count size, added, gained;
    double *table;
    const npy_int32 *documents;
    const double *scores;
    if (!are_so_many(count, 3) || !(table = written_array_of(given[0], NPY_DOUBLE, &size)) ||
        !(documents = array_of(given[1], NPY_INT32, &added)) ||
        !(scores = array_of(given[2], NPY_DOUBLE, &gained)))
        return NULL;
    if (added != gained)
        return outside();
    for (Count next = 0; next < added; next++) {
        npy_uint32 number = (npy_uint32)documents[next];
        if (number >= (npy_uint64)size)
            return outside();
        table[number] += scores[next];
    }
    Py_RETURN_NONE;
}

/* --- facets ---------------------------------------------------------------------------------- */

typedef struct {
    const npy_int32 *cells, *place;
    Count width, rows, placed;
} Table;

/* Read the tables of HeldNumbers; the caller frees them. */
static Table *
tables_of(PyObject *tables, PyObject *places, Py_ssize_t *levels)
{
    if (!PyTuple_Check(tables) || !PyTuple_Check(places) || !PyTuple_GET_SIZE(tables) ||
        PyTuple_GET_SIZE(tables) != PyTuple_GET_SIZE(places) + 1) {
        PyErr_SetString(PyExc_TypeError, "not the tables of held numbers");
        return NULL;
    }
    *levels = PyTuple_GET_SIZE(tables);
    Table *read = PyMem_Calloc(*levels, sizeof(*read));
    if (!read)
        return (Table *)PyErr_NoMemory();
    for (Py_ssize_t level = 0; level < *levels; level++) {
        Count cells;
        PyObject *table = PyTuple_GET_ITEM(tables, level);
        read[level].cells = array_of(table, NPY_INT32, &cells);
        if (read[level].cells && (PyArray_NDIM((PyArrayObject *)table) != 2 ||
                                  !PyArray_DIM((PyArrayObject *)table, 1)))
            PyErr_SetString(PyExc_TypeError, "a table without rows or columns");
        if (!PyErr_Occurred() && level + 1 < *levels)
            read[level].place =
                array_of(PyTuple_GET_ITEM(places, level), NPY_INT32, &read[level].placed);
        if (PyErr_Occurred()) {
            PyMem_Free(read);
            return NULL;
        }
        read[level].rows = PyArray_DIM((PyArrayObject *)table, 0);
        read[level].width = PyArray_DIM((PyArrayObject *)table, 1);
    }
    return read;
}

/* Rows are far apart in large tables: they are sent for so many rows before they are read. */
#define AHEAD 16
#if defined(__GNUC__)
#define SEND_FOR(address) __builtin_prefetch(address)
#else
#define SEND_FOR(address) ((void)0)
#endif

/* A row of a table, or none where there is no such row. */
static const npy_int32 *
cells_of(const Table *table, const npy_int32 *rows, Count next, Count count)
{
    npy_uint32 row = (npy_uint32)rows[next];
    if (next + AHEAD < count)
        SEND_FOR(table->cells + (npy_uint32)rows[next + AHEAD] * table->width);
    return row < (npy_uint64)table->rows ? table->cells + row * table->width : NULL;
}

/* What becomes of the cells of rows: counted, the empty ones as 0, or the others listed. */
typedef struct {
    npy_int32 *counts;
    Count known;
    npy_int32 *listed;
    Count length;
} Cells;

/* Read some rows of a table; -1 for damage. No branch on whether a cell is empty: the processor
   cannot foresee it. Full rows, which may go on in another table, are put into `full`; how many
   there are is told. */
static Count
read_rows(const Table *table, const npy_int32 *rows, Count count, Cells *into, npy_int32 *full,
          Count *empty)
{
    npy_int32 *const counts = into->counts;
    const npy_uint64 known = into->known;
    Count found = 0;
    *empty = 0;
    for (Count next = 0; next < count; next++) {
        const npy_int32 *cell = cells_of(table, rows, next, count);
        if (!cell)
            return -1;
        const npy_int32 *end = cell + table->width;
        *empty += !*cell;
        full[found] = rows[next];
        found += end[-1] != 0;
        if (counts) {
            for (; cell < end; cell++) {
                if ((npy_uint32)*cell >= known)
                    return -1;
                counts[*cell]++;
            }
        } else {
            for (; cell < end; cell++) {
                into->listed[into->length] = *cell - 1;
                into->length += *cell != 0;
            }
        }
    }
    return found;
}

/* Where the full rows of a table go on, if they do; -1 for damage. */
static Count
rows_beyond(const Table *table, npy_int32 *full, Count count)
{
    Count found = 0;
    for (Count next = 0; next < count; next++) {
        npy_uint32 row = (npy_uint32)full[next];
        if (row >= (npy_uint64)table->placed)
            return -1;
        full[found] = table->place[row];
        found += full[found] != 0;
    }
    return found;
}

/* Read all that some stories hold, without Python; returns how many of them hold nothing, or -1 for
   damage and -2 for want of memory. */
static Count
read_held(const Table *tables, Py_ssize_t levels, const npy_int32 *documents, Count asked,
          Cells *into)
{
    npy_int32 *further = PyMem_RawMalloc((asked + 1) * sizeof(*further));
    if (!further)
        return -2;
    const npy_int32 *rows = documents;
    Count left = asked, missing = 0, empty;
    for (Py_ssize_t level = 0; level < levels && left > 0; level++) {
        if (!into->counts) {
            Count room = into->length + left * tables[level].width;
            npy_int32 *listed = PyMem_RawRealloc(into->listed, room * sizeof(*listed));
            if (!listed) {
                missing = -2;
                break;
            }
            into->listed = listed;
        }
        left = read_rows(tables + level, rows, left, into, further, &empty);
        if (!level)
            missing = empty;
        if (left > 0 && level + 1 < levels)
            left = rows_beyond(tables + level, further, left);
        rows = further;
    }
    PyMem_RawFree(further);
    return left < 0 ? -1 : missing;
}

static PyObject *
not_read(Count why)
{
    return why == -1 ? outside() : PyErr_NoMemory();
}

static PyObject *
count_held(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count asked;
    Py_ssize_t levels;
    const npy_int32 *documents;
    Cells cells = {0};
    if (!are_so_many(count, 4) || !(documents = array_of(given[2], NPY_INT32, &asked)) ||
        !(cells.counts = written_array_of(given[3], NPY_INT32, &cells.known)))
        return NULL;
    Table *tables = tables_of(given[0], given[1], &levels);
    if (!tables)
        return NULL;
    PyThreadState *held = let_others_run(asked);
    Count missing = read_held(tables, levels, documents, asked, &cells);
    run_again(held);
    PyMem_Free(tables);
    return missing < 0 ? not_read(missing) : PyLong_FromSsize_t(missing);
}

static PyObject *
list_held(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count asked;
    Py_ssize_t levels;
    const npy_int32 *documents;
    Cells cells = {0};
    if (!are_so_many(count, 3) || !(documents = array_of(given[2], NPY_INT32, &asked)))
        return NULL;
    Table *tables = tables_of(given[0], given[1], &levels);
    if (!tables)
        return NULL;
    Count missing = read_held(tables, levels, documents, asked, &cells);
    PyMem_Free(tables);
    PyObject *made = missing < 0 ? not_read(missing) : new_array(NPY_INT32, cells.length);
    if (made && cells.length)
        memcpy(PyArray_DATA((PyArrayObject *)made), cells.listed,
               cells.length * sizeof(*cells.listed));
    PyMem_RawFree(cells.listed);
    return made ? Py_BuildValue("Nn", made, (Py_ssize_t)missing) : NULL;
}

static PyObject *
bits_of(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count found, size;
    const npy_int32 *documents;
    if (!are_so_many(count, 2) || !(documents = array_of(given[0], NPY_INT32, &found)) ||
        !size_of(given[1], &size))
        return NULL;
    Count words = (size + 63) / 64;
    PyObject *made = PyArray_ZEROS(1, &words, NPY_UINT64, 0);
    if (!made)
        return NULL;
    if (mark(PyArray_DATA((PyArrayObject *)made), documents, found, size))
        return made;
    Py_DECREF(made);
    return NULL;
}

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__)
__attribute__((target_clones("popcnt", "default")))
#endif
static npy_int64
in_both(const npy_uint64 *one, const npy_uint64 *other, Count words)
{
    npy_int64 found = 0;
    for (Count word = 0; word < words; word++)
        found += __builtin_popcountll(one[word] & other[word]);
    return found;
}

static PyObject *
count_among(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count cells, pointed, held, wanted, words;
    const npy_uint64 *rows, *bits;
    const npy_int64 *pointer;
    const npy_int32 *holders, *ordinals;
    if (!are_so_many(count, 5) || !(rows = array_of(given[0], NPY_UINT64, &cells)) ||
        !(pointer = array_of(given[1], NPY_INT64, &pointed)) ||
        !(holders = array_of(given[2], NPY_INT32, &held)) ||
        !(ordinals = array_of(given[3], NPY_INT32, &wanted)) ||
        !(bits = array_of(given[4], NPY_UINT64, &words)))
        return NULL;
    PyObject *made = new_array(NPY_INT64, wanted);
    if (!made)
        return NULL;
    npy_int64 *counts = PyArray_DATA((PyArrayObject *)made);
    int wrong = 0;
    PyThreadState *others = let_others_run(wanted * words);
    for (Count next = 0; next < wanted && !wrong; next++) {
        npy_int64 ordinal = ordinals[next];
        counts[next] = 0;
        if (ordinal < 0)
            continue;
        if ((ordinal + 1) * words <= cells) {
            counts[next] = in_both(rows + ordinal * words, bits, words);
            continue;
        }
        if (ordinal + 1 >= pointed || pointer[ordinal] < 0 || pointer[ordinal + 1] > held) {
            wrong = 1;
            break;
        }
        for (npy_int64 place = pointer[ordinal]; place < pointer[ordinal + 1]; place++) {
            npy_uint32 number = (npy_uint32)holders[place];
            if (number / 64 >= (npy_uint64)words) {
                wrong = 1;
                break;
            }
            counts[next] += bits[number / 64] >> number % 64 & 1;
        }
    }
    run_again(others);
    if (!wrong)
        return made;
    Py_DECREF(made);
    return outside();
}

static PyObject *
lie_within(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count begun, ended, asked;
    const npy_int32 *first, *last, *rows;
    if (!are_so_many(count, 5) || !(first = array_of(given[0], NPY_INT32, &begun)) ||
        !(last = array_of(given[1], NPY_INT32, &ended)) ||
        !(rows = array_of(given[2], NPY_INT32, &asked)))
        return NULL;
    long low = PyLong_AsLong(given[3]), high = PyLong_AsLong(given[4]);
    if (PyErr_Occurred())
        return NULL;
    PyObject *made = new_array(NPY_BOOL, asked);
    if (!made)
        return NULL;
    npy_bool *mask = PyArray_DATA((PyArrayObject *)made);
    for (Count next = 0; next < asked; next++) {
        npy_uint32 row = (npy_uint32)rows[next];
        if (row >= (npy_uint64)begun || row >= (npy_uint64)ended) {
            Py_DECREF(made);
            return outside();
        }
        mask[next] = (first[row] >= low) & (last[row] <= high);
    }
    return made;
}

static PyObject *
count_bytes(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count stories, asked, known;
    const npy_uint8 *numbers;
    const npy_int32 *documents;
    npy_int32 *counts;
    if (!are_so_many(count, 3) || !(numbers = array_of(given[0], NPY_UINT8, &stories)) ||
        !(documents = array_of(given[1], NPY_INT32, &asked)) ||
        !(counts = written_array_of(given[2], NPY_INT32, &known)))
        return NULL;
    if (known < NPY_MAX_UINT8 + 1)
        return outside();
    for (Count next = 0; next < asked; next++) {
        npy_uint32 document = (npy_uint32)documents[next];
        if (document >= (npy_uint64)stories)
            return outside();
        counts[numbers[document]]++;
    }
    Py_RETURN_NONE;
}

/* --- the best -------------------------------------------------------------------------------- */

/* `least` is the worst of the `wanted` best: a heap whose first is the worst of those kept.
   `before(a, b)` says whether a is better than b. */
#define DEFINE_LAST(name, Type, before)                                                            \
    static Type name(const Type *keys, Count count, Count wanted, Type *kept)                      \
    {                                                                                              \
        Count held = 0;                                                                            \
        for (Count next = 0; next < count; next++) {                                               \
            Type key = keys[next];                                                                 \
            Count place;                                                                           \
            if (held < wanted) {                                                                   \
                for (place = held++; place && before(kept[(place - 1) / 2], key);                  \
                     place = (place - 1) / 2)                                                      \
                    kept[place] = kept[(place - 1) / 2];                                           \
                kept[place] = key;                                                                 \
                continue;                                                                          \
            }                                                                                      \
            if (!(before(key, kept[0])))                                                           \
                continue;                                                                          \
            for (place = 0; 2 * place + 1 < held;) {                                               \
                Count child = 2 * place + 1;                                                       \
                child += child + 1 < held && before(kept[child], kept[child + 1]);                 \
                if (!(before(key, kept[child])))                                                   \
                    break;                                                                         \
                kept[place] = kept[child];                                                         \
                place = child;                                                                     \
            }                                                                                      \
            kept[place] = key;                                                                     \
        }                                                                                          \
        return kept[0];                                                                            \
    }
#define HIGHER(a, b) ((a) > (b))
#define LOWER(a, b) ((a) < (b))
DEFINE_LAST(last_of_highest, npy_int32, HIGHER)
DEFINE_LAST(last_of_lowest_int, npy_int32, LOWER)
DEFINE_LAST(last_of_lowest_float, double, LOWER)

/* How many of some are wanted: one at least, and no more than there are. */
static int
wanted_of(PyObject *object, Count all, Count *wanted)
{
    *wanted = PyLong_AsSsize_t(object);
    if (*wanted >= 1 && *wanted <= all)
        return 1;
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, "more are wanted than there are, or none");
    return 0;
}

static PyObject *
highest(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count known, wanted;
    const npy_int32 *counts;
    if (!are_so_many(count, 2) || !(counts = array_of(given[0], NPY_INT32, &known)) ||
        !wanted_of(given[1], known, &wanted))
        return NULL;
    npy_int32 *kept = PyMem_Malloc(wanted * sizeof(*kept));
    if (!kept)
        return PyErr_NoMemory();
    npy_int32 least = last_of_highest(counts, known, wanted, kept);
    PyMem_Free(kept);
    return PyLong_FromLong(least);
}

/* Few keys are as low as the last of the wanted: most blocks are seen to hold none. */
#define BLOCK 16
#define DEFINE_SPLIT(name, Type, last)                                                             \
    static int name(const Type *keys, Count all, Count wanted, PyObject **sure, PyObject **tied)   \
    {                                                                                              \
        Type *kept = PyMem_Malloc(wanted * sizeof(*kept));                                         \
        if (!kept)                                                                                 \
            return 0;                                                                              \
        Type least = last(keys, all, wanted, kept);                                                \
        PyMem_Free(kept);                                                                          \
        Count equal = 0;                                                                           \
        for (Count next = 0; next < all; next++)                                                   \
            equal += keys[next] == least;                                                          \
        if (!(*sure = new_array(NPY_INTP, wanted)) || !(*tied = new_array(NPY_INTP, equal)))       \
            return 0;                                                                              \
        Count *first = PyArray_DATA((PyArrayObject *)*sure), before = 0;                           \
        Count *second = PyArray_DATA((PyArrayObject *)*tied);                                      \
        for (Count start = 0; start < all; start += BLOCK) {                                       \
            Count end = start + BLOCK < all ? start + BLOCK : all;                                 \
            int is_any = 0;                                                                        \
            for (Count next = start; next < end; next++)                                           \
                is_any |= keys[next] <= least;                                                     \
            for (Count next = start; is_any && next < end; next++) {                               \
                if (keys[next] < least)                                                            \
                    first[before++] = next;                                                        \
                else if (keys[next] == least)                                                      \
                    *second++ = next;                                                              \
            }                                                                                      \
        }                                                                                          \
        return (*sure = cut(*sure, before)) != NULL;                                               \
    }
DEFINE_SPLIT(split_ints, npy_int32, last_of_lowest_int)
DEFINE_SPLIT(split_floats, double, last_of_lowest_float)

static PyObject *
split(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    if (!are_so_many(count, 2))
        return NULL;
    int is_float =
        PyArray_Check(given[0]) && PyArray_TYPE((PyArrayObject *)given[0]) == NPY_DOUBLE;
    Count all, wanted;
    const void *keys = array_of(given[0], is_float ? NPY_DOUBLE : NPY_INT32, &all);
    if (!keys || !wanted_of(given[1], all, &wanted))
        return NULL;
    PyObject *sure = NULL, *tied = NULL;
    if (is_float ? split_floats(keys, all, wanted, &sure, &tied)
                 : split_ints(keys, all, wanted, &sure, &tied))
        return Py_BuildValue("NN", sure, tied);
    Py_XDECREF(sure);
    Py_XDECREF(tied);
    return PyErr_NoMemory();
}

/* --- texts ----------------------------------------------------------------------------------- */

static PyObject *
place_of_text(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count size, known;
    const npy_uint8 *blob;
    const npy_int64 *starts;
    char *wanted;
    Py_ssize_t length;
    if (!are_so_many(count, 4) || !(blob = array_of(given[0], NPY_UINT8, &size)) ||
        !(starts = array_of(given[1], NPY_INT64, &known)) ||
        PyBytes_AsStringAndSize(given[2], &wanted, &length))
        return NULL;
    Count first = PyLong_AsSsize_t(given[3]), end = known - 1;
    if (first < 0)
        return PyErr_Occurred() ? NULL : outside();
    while (first < end) {
        Count middle = first + (end - first) / 2;
        npy_int64 start = starts[middle], stop = starts[middle + 1];
        if (start < 0 || stop < start || stop > size)
            return outside();
        Count shorter = stop - start < length ? stop - start : length;
        int order = memcmp(blob + start, wanted, shorter);
        if (order < 0 || (order == 0 && stop - start < length))
            first = middle + 1;
        else
            end = middle;
    }
    return PyLong_FromSsize_t(first);
}

/* --- phrases --------------------------------------------------------------------------------- */

typedef struct {
    const npy_int64 *rows;
    npy_int32 place;
    const npy_int32 *next, *end;
} WordOfPhrase;

/* Whether the words stand in a row somewhere in a story. */
static int
stands_in_a_row(WordOfPhrase *words, Py_ssize_t count)
{
    for (; words[0].next < words[0].end; words[0].next++) {
        npy_int32 start = *words[0].next - words[0].place;
        Py_ssize_t word = 1;
        for (; word < count; word++) {
            npy_int32 wanted = start + words[word].place;
            while (words[word].next < words[word].end && *words[word].next < wanted)
                words[word].next++;
            if (words[word].next == words[word].end)
                return 0;
            if (*words[word].next != wanted)
                break;
        }
        if (word == count)
            return 1;
    }
    return 0;
}

static npy_int64
pointed_to(const void *pointer, int is_wide, npy_int64 row)
{
    return is_wide ? ((const npy_int64 *)pointer)[row] : ((const npy_int32 *)pointer)[row];
}

static PyObject *
stand_in_a_row(PyObject *self, PyObject *const *given, Py_ssize_t count)
{
    Count room, pointed, stories = 0;
    const npy_int32 *positions;
    if (!are_so_many(count, 4) || !(positions = array_of(given[1], NPY_INT32, &room)))
        return NULL;
    int is_wide =
        PyArray_Check(given[0]) && PyArray_TYPE((PyArrayObject *)given[0]) == NPY_INT64;
    const void *pointer = array_of(given[0], is_wide ? NPY_INT64 : NPY_INT32, &pointed);
    if (!pointer)
        return NULL;
    if (!PyList_Check(given[2]) || !PyList_Check(given[3]) || !PyList_GET_SIZE(given[2]) ||
        PyList_GET_SIZE(given[2]) != PyList_GET_SIZE(given[3])) {
        PyErr_SetString(PyExc_TypeError, "not the words of a phrase and their places");
        return NULL;
    }
    Py_ssize_t length = PyList_GET_SIZE(given[2]);
    WordOfPhrase *words = PyMem_Calloc(length, sizeof(*words));
    PyObject *made = NULL;
    int wrong = 0;
    if (!words)
        return PyErr_NoMemory();
    for (Py_ssize_t word = 0; word < length; word++) {
        Count rows;
        words[word].rows = array_of(PyList_GET_ITEM(given[2], word), NPY_INT64, &rows);
        words[word].place = (npy_int32)PyLong_AsLong(PyList_GET_ITEM(given[3], word));
        if (!words[word].rows || PyErr_Occurred())
            goto done;
        if (word && rows != stories) {
            outside();
            goto done;
        }
        stories = rows;
    }
    if (!(made = new_array(NPY_BOOL, stories)))
        goto done;
    npy_bool *mask = PyArray_DATA((PyArrayObject *)made);
    PyThreadState *held = let_others_run(stories);
    for (Count story = 0; story < stories && !wrong; story++) {
        for (Py_ssize_t word = 0; word < length; word++) {
            npy_int64 row = words[word].rows[story];
            if (row < 0 || row + 1 >= pointed) {
                wrong = 1;
                break;
            }
            npy_int64 first = pointed_to(pointer, is_wide, row);
            npy_int64 end = pointed_to(pointer, is_wide, row + 1);
            npy_int64 later = story + AHEAD < stories ? words[word].rows[story + AHEAD] : row;
            if (later >= 0 && later < pointed)
                SEND_FOR(positions + pointed_to(pointer, is_wide, later));
            if (first < 0 || end < first || end > room) {
                wrong = 1;
                break;
            }
            words[word].next = positions + first;
            words[word].end = positions + end;
        }
        mask[story] = !wrong && stands_in_a_row(words, length);
    }
    run_again(held);
    if (wrong) {
        outside();
        Py_CLEAR(made);
    }
done:
    PyMem_Free(words);
    return made;
}

/* --- the module ------------------------------------------------------------------------------ */

#define LOOP(name, function) {name, (PyCFunction)(void (*)(void))function, METH_FASTCALL, NULL}

static PyMethodDef loops[] = {
    LOOP("is_in", is_in),
    LOOP("common", common),
    LOOP("found_in", found_in),
    LOOP("union", union_),
    LOOP("add_scores", add_scores),
    LOOP("add_at", add_at),
    LOOP("count_held", count_held),
    LOOP("list_held", list_held),
    LOOP("count_bytes", count_bytes),
    LOOP("bits_of", bits_of),
    LOOP("count_among", count_among),
    LOOP("lie_within", lie_within),
    LOOP("highest", highest),
    LOOP("split", split),
    LOOP("place_of_text", place_of_text),
    LOOP("stand_in_a_row", stand_in_a_row),
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "compiled", "The innermost loops of a search.", -1, loops,
};

PyMODINIT_FUNC
PyInit_compiled(void)
{
    import_array();
    return PyModule_Create(&module);
}
