#include "model/types/norm_table.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <variant>

#include <QTest>

#include "tests/support/test_program.h"

namespace wasserfarbe::test::norm_table_test {

class NormTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreInTheOrderOfTheEnumeration() {
        QVERIFY(!norm_table().empty());
        for (const NormInfo& info : norm_table())
            QCOMPARE(&norm_info(info.norm), &info);
    }

    void namesAreUnique() {
        std::set<std::string_view> names;
        for (const NormInfo& info : norm_table())
            QVERIFY(names.insert(info.name).second);
    }

    /// What can be chosen can be exported, and says what it takes.
    void rowsAreWhole() {
        for (const NormInfo& info : norm_table()) {
            const bool some = info.norm != Norm::None;
            QCOMPARE(info.python != nullptr, some);
            QCOMPARE(info.torchscript != nullptr, some);
            QCOMPARE(info.onnx != nullptr, some);
            QVERIFY(info.choice && info.text && info.activations_in_update > 0);
        }
    }

    /// Nothing is exported that the norm does not have, and nothing that it has is left out, but the counter.
    void onnxTakesTheNormsTensors() {
        for (const NormInfo& info : norm_table()) {
            if (!info.onnx)
                continue;
            std::set<std::string_view> taken;
            for (const OnnxOperator& operation : info.onnx(64, 8))
                for (const auto& input : operation.inputs)
                    if (const auto* weight = std::get_if<OnnxWeight>(&input))
                        taken.insert(weight->name);
            const auto names = tensor_names(info.tensors);
            std::set<std::string_view> expected(names.begin(), names.end());
            expected.erase("num_batches_tracked");
            QVERIFY2(taken == expected, info.name.data());
        }
    }

    void tensorsTellNormsApart() {
        QCOMPARE(norm_of(NormTensors::None), Norm::None);
        QCOMPARE(norm_of(NormTensors::Scale), Norm::Layer);
        QCOMPARE(norm_of(NormTensors::Scale, 1), Norm::Layer);
        QCOMPARE(norm_of(NormTensors::Scale, 2), Norm::Instance);
        QCOMPARE(norm_of(NormTensors::Scale, 3), Norm::Instance);
        QCOMPARE(norm_of(NormTensors::Statistics, 2), Norm::Batch);
    }

    void exportsAreThoseOfPyTorch() {
        QCOMPARE(norm_info(Norm::Layer).python(64), std::string("nn.GroupNorm(1, 64)"));
        QCOMPARE(norm_info(Norm::Instance).python(64), std::string("nn.GroupNorm(64, 64)"));
        QCOMPARE(norm_info(Norm::Instance).torchscript("self.a", 64),
                 std::string("torch.group_norm(x, 64, self.a.weight, self.a.bias, 1e-05)"));
        QCOMPARE(norm_info(Norm::Batch).torchscript("self.a", 64),
                 std::string("torch.batch_norm(x, self.a.weight, self.a.bias, self.a.running_mean, "
                             "self.a.running_var, False, 0.1, 1e-05, True)"));
    }
};

WASSERFARBE_TEST(NormTableTest)

} // namespace wasserfarbe::test::norm_table_test

#include "norm_table_test.moc"
