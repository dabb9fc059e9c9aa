#include "app/models/open_model_dialog.h"

#include <utility>

#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

#include "app/studio/error_text.h"
#include "app/studio/model_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

QString fileName(const ModelInfo& info) {
    return toQString(info.path.filename());
}

} // namespace

OpenModelDialog::OpenModelDialog(Studio& studio, StudioModel model, QWidget* parent)
    : QDialog(parent),
      studio_(studio),
      first_(std::move(model)),
      name_(named<QLabel>("foreignModelName", this)),
      format_(named<QLabel>("foreignModelFormat", this)),
      what_(named<QLabel>("foreignModelWhat", this)),
      secondWhat_(named<QLabel>("foreignModelSecond", this)),
      message_(new MessageBar(this)),
      table_(named<QTreeWidget>("foreignModelTable", this)),
      add_(named<QPushButton>("foreignModelAdd", this)),
      close_(named<QPushButton>("foreignModelClose", this)),
      export_(named<QPushButton>("foreignModelExport", this)),
      start_(named<QPushButton>("foreignModelStart", this)),
      explore_(named<QPushButton>("foreignModelExplore", this)),
      background_(Background::AtEnd::Drop, [this](const Error& error) { showError(*message_, error); }) {
    setObjectName(QStringLiteral("foreignModelDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connectButtons();
    followLanguage(this, [this] { retranslate(); });
    followPalette(this, [this] { recolor(); });
    for (int column = 0; column < table_->columnCount(); ++column) {
        table_->resizeColumnToContents(column);
        table_->setColumnWidth(column, table_->columnWidth(column) + 2 * kUnit);
    }
}

void OpenModelDialog::build() {
    makeHeading(name_);
    makeQuiet(format_);
    for (QLabel* label : {name_, format_, what_, secondWhat_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    table_->setRootIsDecorated(false);
    table_->setUniformRowHeights(true);
    table_->setAllColumnsShowFocus(true);
    add_->setIcon(icon(QStringLiteral("plus")));
    export_->setIcon(icon(QStringLiteral("export")));
    start_->setIcon(icon(QStringLiteral("train")));
    makePrimary(explore_);
    for (QPushButton* button : {add_, close_, export_, start_, explore_})
        button->setAutoDefault(false);

    QVBoxLayout* layout =
        column(this, {column({name_, format_}, kUnit / 2), what_, secondWhat_, message_, {table_, 1}});
    layout->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
    layout->addSpacing(kUnit);
    layout->addLayout(row({add_, freeRoom(1), close_, export_, start_, explore_}));
    resize(96 * kUnit, 64 * kUnit);
}

void OpenModelDialog::fillTable() {
    int row = 0;
    const auto fill = [&](const QStringList& cells) {
        QTreeWidgetItem* item = table_->topLevelItem(row++);
        if (!item)
            item = new QTreeWidgetItem(table_);
        for (int column = 0; column < cells.size(); ++column) {
            item->setText(column, cells[column]);
            item->setToolTip(column, cells[column]);
        }
    };
    if (fits()) {
        table_->setHeaderLabels({tr("Tensor in the file"), tr("Shape"), tr("Type"), tr("Used as")});
        for (const ModelInfo::Tensor& tensor : first_.info.tensors)
            fill({QString::fromStdString(tensor.name), QString::fromStdString(shape_text(tensor.shape)),
                  QString::fromStdString(tensor.type),
                  tensor.place.empty() ? tr("not used") : QString::fromStdString(tensor.place)});
    } else {
        table_->setHeaderLabels({tr("Tensor"), tr("Expected"), tr("Found")});
        const auto words = [](const std::string& text) {
            return text == kNothing ? tr("nothing") : QString::fromStdString(text);
        };
        for (const Misfit& misfit : first_.info.misfits)
            fill({QString::fromStdString(misfit.tensor), words(misfit.expected), words(misfit.found)});
    }
}

/// What is not used is quieter.
void OpenModelDialog::recolor() {
    if (!fits())
        return;
    for (std::size_t i = 0; i < first_.info.tensors.size(); ++i)
        if (first_.info.tensors[i].place.empty())
            table_->topLevelItem(static_cast<int>(i))->setForeground(3, quietColor(palette()));
}

void OpenModelDialog::connectButtons() {
    connect(add_, &QPushButton::clicked, this, &OpenModelDialog::chooseSecond);
    connect(close_, &QPushButton::clicked, this, &QDialog::reject);
    connect(export_, &QPushButton::clicked, this,
            [this] { studio_.exportModel(generatorFile()->info.path); });
    connect(start_, &QPushButton::clicked, this, [this] {
        studio_.branchModel(generatorFile()->info, criticFile()->info);
        accept();
    });
    connect(explore_, &QPushButton::clicked, this, [this] {
        studio_.openModel(generatorFile()->info.path, Weights::Averaged, generatorFile()->file);
        accept();
    });
}

void OpenModelDialog::open() {
    showBeside(this);
    (explore_->isEnabled() && fits() ? explore_ : fits() ? add_ : close_)->setFocus();
}

const StudioModel* OpenModelDialog::generatorFile() const {
    if (first_.info.generator)
        return &first_;
    return second_ && second_->info.generator ? &*second_ : nullptr;
}

const StudioModel* OpenModelDialog::criticFile() const {
    if (first_.info.critic)
        return &first_;
    return second_ && second_->info.critic ? &*second_ : nullptr;
}

QString OpenModelDialog::startObstacle() const {
    if (!criticFile())
        return tr("A run needs a critic too: add its file");
    if (!generatorFile())
        return tr("A run needs a generator too: add its file");
    if (generatorFile()->info.generator->image_size != criticFile()->info.critic->image_size)
        return tr("The generator and the critic are for images of different sizes");
    return {};
}

void OpenModelDialog::chooseSecond() {
    const QString title =
        first_.info.generator ? tr("Open the critic's file") : tr("Open the generator's file");
    auto* dialog = new QFileDialog(this, title, toQString(first_.info.path.parent_path()));
    dialog->setObjectName(QStringLiteral("foreignModelSecondDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(modelFileFilters());
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { addSecond(toPath(file)); });
    dialog->open();
}

void OpenModelDialog::addSecond(const std::filesystem::path& path) {
    background_.run([this, path, open = studio_.options().modelWork.open](const auto&) {
        return [this, second = open(path)] { takeSecond(second); };
    });
}

QString OpenModelDialog::secondObstacle(const ModelInfo& second) const {
    const QString name = fileName(second);
    if (first_.info.generator && !second.critic)
        return tr("There is no critic in “%1”.").arg(name) + QLatin1Char(' ') + modelText(second);
    if (!first_.info.generator && !second.generator)
        return tr("There is no generator in “%1”.").arg(name) + QLatin1Char(' ') + modelText(second);
    if (!first_.info.generator && second.checkpoint)
        return tr("“%1” is a checkpoint with a critic of its own. Branch from it on the page Runs.")
            .arg(name);
    const int generator = (first_.info.generator ? first_.info : second).generator->image_size;
    const int critic = (first_.info.generator ? second : first_.info).critic->image_size;
    if (generator != critic)
        return tr("They don't belong together: the generator makes images of %1 × %1 pixels, and the critic "
                  "looks at %2 × %2.")
            .arg(countText(generator), countText(critic));
    return {};
}

void OpenModelDialog::takeSecond(const StudioModel& second) {
    if (const QString obstacle = secondObstacle(second.info); !obstacle.isEmpty())
        return message_->showMessage(MessageBar::Kind::Failure, obstacle, toQString(second.info.path));
    message_->clear();
    second_ = second;
    refresh();
    start_->setFocus();
}

void OpenModelDialog::tellOfMisfits() {
    message_->showMessage(MessageBar::Kind::Failure, first_.info.tensors.empty()
                                                         ? tr("There are no tensors in this file.")
                                                         : tr("Wasserfarbe can use generators and critics of "
                                                              "the DCGAN family, and this is neither. Below: "
                                                              "which tensors do not fit, and what would."));
}

/// Everything that follows from what there is.
void OpenModelDialog::refresh() {
    const bool generator = generatorFile() != nullptr;
    const QString obstacle = startObstacle();
    for (QPushButton* button : {export_, start_, explore_})
        button->setVisible(fits());
    add_->setVisible(fits() && !(first_.info.generator && first_.info.critic));
    explore_->setEnabled(generator);
    export_->setEnabled(generator);
    start_->setEnabled(obstacle.isEmpty());
    start_->setToolTip(obstacle.isEmpty() ? tr("Train on from these weights with pictures of yours")
                                          : obstacle);
    (generator ? explore_ : fits() ? add_ : close_)->setDefault(true);
    secondWhat_->setVisible(second_.has_value());
    if (second_)
        secondWhat_->setText(
            (first_.info.generator ? tr("The critic of %1: %2") : tr("The generator of %1: %2"))
                .arg(fileName(second_->info), modelText(second_->info)));
}

void OpenModelDialog::retranslate() {
    setWindowTitle(tr("Open model"));
    name_->setText(fileName(first_.info));
    name_->setToolTip(toQString(first_.info.path));
    format_->setText(tr("%1, %2", "format and size of a file")
                         .arg(modelFormatText(first_.info.format), bytesText(first_.info.bytes)));
    what_->setText(modelText(first_.info));
    what_->setVisible(fits());
    describeField(table_, fits() ? tr("Tensors of the file") : tr("Tensors that do not fit"),
                  fits() ? tr("What each tensor of the file is used as")
                         : tr("Which tensors do not fit, and what would"));
    fillTable();
    if (!fits())
        tellOfMisfits();
    if (first_.info.generator)
        describe(add_, tr("&Add the critic's file…"), tr("A run needs a generator and a critic"));
    else
        describe(add_, tr("&Add the generator's file…"), tr("The critic alone makes no images"));
    describe(close_, tr("Close"), tr("Close this window"));
    describe(export_, tr("Ex&port…"), tr("Write the model in another format or with other names"));
    describe(start_, tr("Start a new &run…"), {});
    describe(explore_, tr("&Explore"), tr("Make images with the generator"));
    refresh();
}

} // namespace wasserfarbe
