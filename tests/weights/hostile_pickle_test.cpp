#include "model/weights/read/weights_file.h"

#include <string>

#include <QTest>

#include "model/weights/read/pickled_tensors.h"
#include "model/weights/read/unpickler.h"
#include "tests/support/error_support.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"
#include "tests/support/weights_support.h"

namespace wasserfarbe::test::hostile_pickle_test {

namespace {

std::optional<Error> error_of_pickle(const std::string& pickle) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(pickle.data());
    return error_of([&] { collect_tensors(unpickle({bytes, pickle.size()}), 24); });
}

/// What is wrong with a file whose pickle is `value`.
std::optional<Error> error_of_value(const std::string& value) {
    return error_of_pickle(pickled::whole(value));
}

std::string repeated(const std::string& part, int times) {
    std::string result;
    for (int i = 0; i < times; ++i)
        result += part;
    return result;
}

std::optional<Error> error_of_tensor(std::int64_t offset, const std::vector<std::int64_t>& shape,
                                     const std::vector<std::int64_t>& strides) {
    return error_of_value(pickled::dict(
        {{"w", pickled::tensor(pickled::storage("FloatStorage", "0", 6), offset, shape, strides)}}));
}

constexpr std::int64_t kMost = INT64_MAX;

} // namespace

class HostilePickleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void functions_are_refused_by_name() {
        const std::string call =
            pickled::global("posix", "system") + "(" + pickled::text("touch /tmp/x") + "tR";
        QVERIFY(says(error_of_value(call), ErrorKind::Model, "'posix.system'"));
        QVERIFY(says(error_of_value(call), ErrorKind::Model, "nothing is ever run"));
        const std::string stack =
            pickled::text("os") + pickled::text("system") + "\x93(" + pickled::text("touch /tmp/x") + "tR";
        QVERIFY(says(error_of_value(stack), ErrorKind::Model, "'os.system'"));
        // Named among harmless values and never called.
        QVERIFY(says(error_of_value(pickled::dict({{"w", pickled::global("builtins", "eval")}})),
                     ErrorKind::Model, "'builtins.eval'"));
        for (const char* name :
             {"torch.load", "torch.storage._load_from_bytes", "collections.OrderedDict.fromkeys",
              "torch.UntypedStorage", "torch.cuda.cuda.FloatStorage", "numpy.core.multiarray.scalar",
              "__main__.Generator", "argparse.Namespace", "."})
            QVERIFY2(says(error_of_value(pickled::text("") + pickled::text(name) + "\x93"), ErrorKind::Model,
                          "'." + std::string(name) + "'"),
                     name);
    }

    void names_in_messages_are_short_and_on_one_line() {
        const auto error =
            error_of_value(pickled::text("\x1b[2J\n") + pickled::text(std::string(5000, 'x')) + "\x93");
        QVERIFY(says(error, ErrorKind::Model, "'\\x1b[2J\\x0a.xxx"));
        QVERIFY(error->detail().size() < 400);
    }

    void opcodes_are_refused_by_name() {
        const auto refused = [](const std::string& code, const std::string& name) {
            return says(error_of_value(")" + code), ErrorKind::Model, "the pickle opcode " + name);
        };
        QVERIFY(refused("i__main__\nX\n", "INST"));
        QVERIFY(refused("o", "OBJ"));
        QVERIFY(refused("\x81", "NEWOBJ"));
        QVERIFY(refused("\x92", "NEWOBJ_EX"));
        QVERIFY(refused("\x82\x01", "EXT1"));
        QVERIFY(refused("P1\n", "PERSID"));
        QVERIFY(refused("S'x'\n", "STRING"));
        QVERIFY(refused("C\x01x", "SHORT_BINBYTES"));
        QVERIFY(refused("\x8f", "EMPTY_SET"));
        QVERIFY(refused("\x97", "NEXT_BUFFER"));
        QVERIFY(refused("\xff", "0xff"));
        QVERIFY(refused("\x07", "0x07"));
    }

    void persistent_ids_are_refused_by_name() {
        QVERIFY(says(error_of_value("(" + pickled::text("module") + pickled::text("x") + "tQ"),
                     ErrorKind::Model, "the persistent id 'module'"));
        QVERIFY(says(error_of_value(pickled::text("0") + "Q"), ErrorKind::Model,
                     "a persistent id of an unknown kind"));
        QVERIFY(says(error_of_value(")Q"), ErrorKind::Model, "a persistent id of an unknown kind"));
        const std::string view = "(" + pickled::text("storage") + pickled::global("torch", "FloatStorage") +
                                 pickled::text("0") + pickled::text("cpu") + pickled::number(6) + ")tQ";
        QVERIFY(says(error_of_value(view), ErrorKind::Model, "storage '0' is a view of another one"));
        const std::string size = "(" + pickled::text("storage") + pickled::global("torch", "FloatStorage") +
                                 pickled::text("0") + pickled::text("cpu") + pickled::text("6") + "tQ";
        QVERIFY(says(error_of_value(size), ErrorKind::Model, "storage '0' has a size that is no count"));
        QVERIFY(says(error_of_value(pickled::storage("FloatStorage", "0", -1)), ErrorKind::Model,
                     "storage '0' has a size that is no count"));
        QVERIFY(says(error_of_value("](" + pickled::storage("FloatStorage", "0", 6) +
                                    pickled::storage("HalfStorage", "0", 6) + "e"),
                     ErrorKind::Model, "storage '0' has two types or sizes"));
    }

    void attributes_are_for_an_ordered_dict_alone() {
        for (const std::string& value :
             {"}"s, "]"s, pickled::text("x"), pickled::global("torch", "FloatStorage")})
            QVERIFY(says(error_of_value(value + "}b"), ErrorKind::Model, "(the pickle opcode BUILD)"));
        const std::string dict = pickled::global("collections", "OrderedDict") + ")R";
        QVERIFY(says(error_of_value(dict + "]b"), ErrorKind::Model, "(the pickle opcode BUILD)"));
        QVERIFY(!error_of_value(dict + "}b"));
    }

    void functions_take_what_pytorch_gives_them() {
        const std::string tensor = pickled::global("torch._utils", "_rebuild_tensor_v2");
        const std::string parameter = pickled::global("torch._utils", "_rebuild_parameter");
        const std::string storage = pickled::storage("FloatStorage", "0", 6);
        const auto refused = [](const std::string& value, const char* words) {
            return says(error_of_value(value), ErrorKind::Model, words);
        };
        QVERIFY(refused(tensor + ")R", "a tensor is described by 0 values"));
        QVERIFY(
            refused(tensor + "(" + storage + "K\0"s + "](K\x06" + "e)\x89)tR", "a tensor has no storage"));
        QVERIFY(refused(tensor + "(" + storage + "N))\x89)tR", "a tensor has no storage"));
        QVERIFY(refused(tensor + "(NK\0))\x89)tR"s, "a tensor has no storage"));
        QVERIFY(refused(tensor + "(" + storage + "K\0))\x89}"s + pickled::dict({{"conj", "\x88"}}) + "tR",
                        "negated, conjugated"));
        QVERIFY(refused(parameter + "(]\x88}tR", "a parameter has no tensor"));
        QVERIFY(
            refused(pickled::global("torch", "FloatStorage") + ")R", "'torch.FloatStorage' with something"));
        QVERIFY(refused(pickled::global("torch", "Size") + "(]tR", "'torch.Size' with something"));
        QVERIFY(refused(pickled::global("collections", "OrderedDict") + "(](Net" + "R",
                        "an OrderedDict is made"));
        QVERIFY(refused(")" + tensor + "R", "calls what is no function"));
        QVERIFY(refused(tensor + "(" + repeated("N", 9) + "tR", "with too many values"));
    }

    void every_truncated_pickle_is_refused() {
        const std::string pickle = pickled::weights();
        QVERIFY(!error_of_pickle(pickle));
        for (std::size_t size = 0; size < pickle.size(); ++size)
            QVERIFY(error_of_pickle(pickle.substr(0, size)));
    }

    void a_pickle_takes_nothing_that_is_not_there() {
        const auto refused = [](const std::string& value, const char* words) {
            return says(error_of_value(value), ErrorKind::Model, words);
        };
        QVERIFY(refused("", "takes a value that is not there"));
        QVERIFY(refused("0", "takes a value that is not there"));
        QVERIFY(refused("N(\x85", "takes a value that is not there")); // below the mark
        QVERIFY(refused("t", "lacks a mark"));
        QVERIFY(refused("h\x05", "refers to a value that is not there"));
        QVERIFY(refused("NNNNNNq\x05h\x04", "refers to a value that is not there"));
        QVERIFY(refused("NNa", "something else for a list"));
        QVERIFY(refused("NNNs", "something else for a dict"));
        QVERIFY(refused("}(Nu", "lacks its value"));
        QVERIFY(refused("X\xff\xff\xff\xff", "ends early"));
        QVERIFY(refused("\x8d\xff\xff\xff\xff\xff\xff\xff\xff", "ends early"));
        QVERIFY(refused("\x8b\xff\xff\xff\xff", "ends early"));
        QVERIFY(refused("\x95\xff\xff\xff\xff\xff\xff\xff\xff", "ends early"));
        QVERIFY(refused("Nr\xff\xff\xff\xff", "keeps a value where no pickler does"));
        QVERIFY(!error_of_value("}q\x01h\x01\x85")); // Python 2 counts from 1
        QVERIFY(refused("r\xff\xff\xff\xff", "takes a value that is not there"));
        QVERIFY(says(error_of_pickle("\x80\x07N."), ErrorKind::Model, "unknown protocol 7"));
        QVERIFY(says(error_of_pickle("N."), ErrorKind::Model, "does not begin with a protocol"));
    }

    void numbers_of_any_size_are_numbers() {
        for (const std::string& number :
             {"\x8a\0"s, "\x8a\x01\xff"s, "\x8a\x09\0\0\0\0\0\0\0\0\x01"s, "\x8b\x02\0\0\0\x01\x02"s,
              "J\xff\xff\xff\xff"s, "M\xff\xff"s, "G\x7f\xf0\0\0\0\0\0\0"s})
            QVERIFY(!error_of_value("](" + number + number + "e"));
    }

    void deep_nesting_is_refused() {
        constexpr int kDepth = 100'000;
        QVERIFY(says(error_of_value(repeated("]", kDepth) + repeated("a", kDepth - 1)), ErrorKind::Model,
                     "nested more than 100 deep"));
        QVERIFY(says(error_of_value("N" + repeated("\x85", kDepth)), ErrorKind::Model,
                     "nested more than 100 deep"));
        QVERIFY(error_of_value(repeated("(", kDepth)));
    }

    void what_holds_itself_is_refused() {
        QVERIFY(says(error_of_value("]q\0h\0a"s), ErrorKind::Model, "or one holds itself"));
        QVERIFY(says(error_of_value("}q\0X\x01\0\0\0xh\0s"s), ErrorKind::Model, "or one holds itself"));
        QVERIFY(
            says(error_of_value("]q\0(h\0tq\x01h\0h\x01"s + "a"), ErrorKind::Model, "or one holds itself"));
        // As a key it is never looked into.
        QVERIFY(!error_of_value("}q\0h\0Ns"s));
    }

    /// A list of ten of a list of ten of a list ...
    void lists_that_multiply_are_refused() {
        std::string value = "](" + repeated("N", 10) + "eq\x01";
        for (int level = 0; level < 20; ++level)
            value += "](" + repeated("h\x01", 10) + "eq\x01";
        QVERIFY(says(error_of_value(value), ErrorKind::Model, "more objects than are read"));
        const std::string tensor = pickled::tensor(pickled::storage("FloatStorage", "0", 6), 0, {6}, {1});
        value = tensor + "q\x01";
        for (int level = 0; level < 20; ++level)
            value += "](" + repeated("h\x01", 10) + "eq\x01";
        QVERIFY(says(error_of_value(value), ErrorKind::Model, "more than 100000 tensors"));
    }

    void long_names_do_not_multiply() {
        const std::string tensor = pickled::tensor(pickled::storage("FloatStorage", "0", 6), 0, {6}, {1});
        QVERIFY(says(error_of_value(pickled::dict({{std::string(1001, 'x'), tensor}})), ErrorKind::Model,
                     "has a name of more than 1000 bytes"));
        std::string value = "](" + repeated("N", 100) + "eq\x01" +
                            pickled::text(std::string(1'000'000, '\n')) + "q\x02" + "](";
        value += repeated("}h\x02h\x01s", 80'000) + "e";
        QVERIFY(says(error_of_value(value), ErrorKind::Model, "more objects than are read"));
    }

    void an_ordered_dict_is_not_copied_without_end() {
        std::string value = "](" + repeated("](NNe", 10'000) + "eq\x01](";
        value += repeated(pickled::global("collections", "OrderedDict") + "(h\x01tR", 10'000) + "e";
        QVERIFY(says(error_of_value(value), ErrorKind::Model, "more objects than are read"));
    }

    void a_name_stands_once() {
        const std::string tensor = pickled::tensor(pickled::storage("FloatStorage", "0", 6), 0, {6}, {1});
        QVERIFY(says(error_of_value(pickled::dict({{"a", pickled::dict({{"b", tensor}})}, {"a.b", tensor}})),
                     ErrorKind::Model, "two tensors 'a.b'"));
        QVERIFY(says(error_of_value(pickled::dict({{"a", "}N" + tensor + "s"}})), ErrorKind::Model,
                     "a tensor below 'a' stands under a key"));
    }

    void tensors_lie_in_their_storage() {
        QVERIFY(!error_of_tensor(0, {2, 3}, {3, 1}));
        QVERIFY(!error_of_tensor(5, {}, {}));
        QVERIFY(!error_of_tensor(5, {6}, {0}));
        QVERIFY(!error_of_tensor(6, {0}, {1}));
        QVERIFY(!error_of_tensor(0, {3, 0, kMost / 12}, {1, 1, 1}));
        QVERIFY(!error_of_tensor(2, {1, 2}, {kMost, 3}));
        const auto outside = [](std::int64_t offset, const std::vector<std::int64_t>& shape,
                                const std::vector<std::int64_t>& strides) {
            return says(error_of_tensor(offset, shape, strides), ErrorKind::Model,
                        "tensor 'w' lies outside its storage");
        };
        QVERIFY(outside(1, {2, 3}, {3, 1}));
        QVERIFY(outside(6, {}, {}));
        QVERIFY(outside(0, {2}, {6}));
        QVERIFY(outside(kMost, {2}, {kMost}));
        QVERIFY(outside(1, {2}, {kMost}));
        QVERIFY(outside(0, {3}, {kMost / 2 + 1}));
        QVERIFY(outside(0, {2, 2}, {kMost, kMost}));
        QVERIFY(outside(7, {0}, {1}));
    }

    void shapes_are_checked_against_the_file() {
        const auto refused = [](std::int64_t offset, const std::vector<std::int64_t>& shape,
                                const std::vector<std::int64_t>& strides, const char* words) {
            return says(error_of_tensor(offset, shape, strides), ErrorKind::Model, words);
        };
        QVERIFY(refused(0, {7}, {0}, "tensor 'w' is larger than the file"));
        QVERIFY(refused(0, {kMost}, {0}, "tensor 'w' is larger than the file"));
        QVERIFY(refused(0, {1 << 20, 1 << 20, 1 << 20, 1 << 4}, {0, 0, 0, 0}, "larger than the file"));
        QVERIFY(refused(0, {0, kMost, kMost}, {1, 1, 1}, "larger than the file"));
        QVERIFY(refused(0, {-1}, {1}, "tensor 'w' has a negative length"));
        QVERIFY(refused(5, {2}, {-1}, "tensor 'w' has a negative stride"));
        QVERIFY(refused(INT64_MIN, {1}, {1}, "tensor 'w' has a negative offset"));
        QVERIFY(refused(0, {6}, {1, 1}, "a shape of 1 and strides of 2 dimensions"));
        QVERIFY(refused(0, std::vector<std::int64_t>(17, 1), std::vector<std::int64_t>(17, 1),
                        "has too many dimensions"));
        const std::string text = pickled::global("torch._utils", "_rebuild_tensor") + "(" +
                                 pickled::storage("FloatStorage", "0", 6) + "K\0N\x85K\x01\x85tR"s;
        QVERIFY(
            says(error_of_value(text), ErrorKind::Model, "'tensor' has a length that is no whole number"));
    }

    void memory_stays_in_proportion() {
        const std::int64_t before = peak_address_space();
        error_of_value("](" + repeated("]", 3'000'000) + "e");
        error_of_value("X" + little_endian(0xFFFFFFF0, 4) + "x");
        QVERIFY(peak_address_space() - before < std::int64_t{1} << 30);
    }
};

WASSERFARBE_TEST(HostilePickleTest)

} // namespace wasserfarbe::test::hostile_pickle_test

#include "hostile_pickle_test.moc"
