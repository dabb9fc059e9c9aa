#include "app/export/export_model_form.h"

#include <algorithm>
#include <array>

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QRadioButton>
#include <QStyle>

#include "app/studio/model_text.h"
#include "app/studio/settings.h"
#include "model/types/unhandled_value.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

const QString kFormatChoice = QStringLiteral("exportModel/format");
const QString kKeysChoice = QStringLiteral("exportModel/keys");
const QString kCriticChoice = QStringLiteral("exportModel/critic");

/// What the form says of a format.
struct FormatWords {
    ModelFormat format;
    char mnemonic; ///< a letter of its title
    const char* purpose;
};

constexpr std::array<FormatWords, kExportFormats.size()> kWords = {{
    {ModelFormat::PyTorch, 'y',
     QT_TRANSLATE_NOOP("wasserfarbe::ExportModelForm", "For torch.load in Python, and to publish")},
    {ModelFormat::Safetensors, 's',
     QT_TRANSLATE_NOOP("wasserfarbe::ExportModelForm", "The same weights in a file that can hold no code")},
    {ModelFormat::TorchScript, 'T',
     QT_TRANSLATE_NOOP("wasserfarbe::ExportModelForm", "Runs in Python and C++ without the model's source")},
    {ModelFormat::Onnx, 'O',
     QT_TRANSLATE_NOOP("wasserfarbe::ExportModelForm",
                       "For ONNX Runtime, OpenCV and programs without PyTorch")},
}};

static_assert(std::ranges::equal(kWords, kExportFormats, {}, &FormatWords::format, &ExportFormat::format));

} // namespace

ExportModelForm::ExportModelForm(Settings& settings, QWidget* parent)
    : QWidget(parent),
      settings_(settings),
      heading_(new QLabel(this)),
      formats_(new QButtonGroup(this)),
      form_(new QFormLayout),
      keys_(named<QComboBox>("exportModelKeys", this)),
      weights_(named<QComboBox>("exportModelWeights", this)),
      critic_(named<QCheckBox>("exportModelCritic", this)) {
    build();
    followLanguage(this, [this] { retranslate(); });
    follow();
}

void ExportModelForm::build() {
    makeHeading(heading_);
    keys_->addItem(QString(), static_cast<int>(KeyStyle::Article));
    keys_->addItem(QString(), static_cast<int>(KeyStyle::Dcgan));
    weights_->addItem(QString(), static_cast<int>(Weights::Averaged));
    weights_->addItem(QString(), static_cast<int>(Weights::Raw));
    keys_->setCurrentIndex(keys_->findData(settings_.choice(kKeysChoice, keys_->itemData(0)).toInt()));
    if (keys_->currentIndex() < 0)
        keys_->setCurrentIndex(0);
    critic_->setChecked(settings_.choice(kCriticChoice, false).toBool());
    form_->setHorizontalSpacing(2 * kUnit);
    form_->setVerticalSpacing(kUnit);
    form_->addRow(new QLabel(this), keys_);
    form_->addRow(new QLabel(this), weights_);
    form_->addRow(critic_);

    QVBoxLayout* all = column(this, {heading_});
    buildFormats(all);
    all->addSpacing(kUnit);
    all->addLayout(form_);
    all->addStretch(1);
    connect(keys_, &QComboBox::currentIndexChanged, this, &ExportModelForm::changed);
    connect(weights_, &QComboBox::currentIndexChanged, this, &ExportModelForm::changed);
    connect(critic_, &QCheckBox::toggled, this, &ExportModelForm::changed);
}

void ExportModelForm::buildFormats(QVBoxLayout* into) {
    const int indent = style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth) +
                       style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing);
    const int stored =
        settings_.choice(kFormatChoice, static_cast<int>(kExportFormats.front().format)).toInt();
    for (const FormatWords& words : kWords) {
        const ModelFormat format = words.format;
        auto* button = new QRadioButton(this);
        button->setObjectName(QStringLiteral("exportModelFormat%1").arg(static_cast<int>(format)));
        formats_->addButton(button, static_cast<int>(format));
        auto* purpose = new QLabel(this);
        purpose->setWordWrap(true);
        purpose->setIndent(indent);
        makeQuiet(purpose);
        purposes_[format] = purpose;
        into->addLayout(column({button, purpose}, 0));
    }
    QAbstractButton* chosen = formats_->button(stored);
    (chosen ? chosen : formats_->button(static_cast<int>(kExportFormats.front().format)))->setChecked(true);
    connect(formats_, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (checked)
            follow();
    });
}

void ExportModelForm::setModel(const ModelInfo& info, Weights weights) {
    const bool both = info.averaged && info.raw;
    const Weights shown = both ? weights : info.averaged ? Weights::Averaged : Weights::Raw;
    weights_->setCurrentIndex(weights_->findData(static_cast<int>(shown)));
    form_->setRowVisible(weights_, both);
    form_->setRowVisible(critic_, info.critic.has_value());
    if (!info.critic)
        critic_->setChecked(false);
    Q_EMIT changed();
}

void ExportModelForm::setFormat(ModelFormat format) {
    formats_->button(static_cast<int>(format))->setChecked(true);
}

ModelFormat ExportModelForm::format() const {
    return static_cast<ModelFormat>(formats_->checkedId());
}

/// Not all have names that another program would look for.
bool ExportModelForm::hasNames() const {
    return export_format(format()).has_keys();
}

void ExportModelForm::follow() {
    keys_->setEnabled(hasNames());
    form_->labelForField(keys_)->setEnabled(hasNames());
    Q_EMIT changed();
}

ModelExport ExportModelForm::how() const {
    return {format(), static_cast<KeyStyle>(keys_->currentData().toInt()),
            static_cast<Weights>(weights_->currentData().toInt()), critic_->isChecked()};
}

void ExportModelForm::remember() {
    settings_.setChoice(kFormatChoice, static_cast<int>(format()));
    if (hasNames())
        settings_.setChoice(kKeysChoice, keys_->currentData());
    if (form_->isRowVisible(critic_))
        settings_.setChoice(kCriticChoice, critic_->isChecked());
}

void ExportModelForm::retranslate() {
    heading_->setText(tr("Format"));
    for (const FormatWords& words : kWords) {
        QAbstractButton* button = formats_->button(static_cast<int>(words.format));
        const QString title = formatTitle(words.format);
        const QString purpose = tr(words.purpose);
        describe(button, QString(title).insert(title.indexOf(QLatin1Char(words.mnemonic)), QLatin1Char('&')),
                 purpose);
        button->setAccessibleDescription(purpose);
        purposes_[words.format]->setText(purpose);
    }
    describeRow(form_, keys_, tr("&Names"),
                tr("What the layers are called in the file, so that your model's class finds them"));
    keys_->setItemText(0, tr("The article's: ConvT1, batchN1"));
    keys_->setItemText(1, tr("PyTorch's DCGAN example: main.0, main.1"));
    describeRow(form_, weights_, tr("&Weights"),
                tr("The average over the training makes better images; the raw ones are what training left"));
    weights_->setItemText(0, tr("Averaged"));
    weights_->setItemText(1, tr("Raw"));
    describe(critic_, tr("W&ith the critic"),
             tr("The network that scores images, for who wants to train on"));
}

} // namespace wasserfarbe
