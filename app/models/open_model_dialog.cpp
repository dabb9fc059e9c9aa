#include "app/models/open_model_dialog.h"

#include <utility>

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "app/models/misfit_table.h"
#include "app/models/tensor_table.h"
#include "app/studio/error_text.h"
#include "app/studio/model_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/metrics.h"
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
      tensors_(new TensorTable(this)),
      misfits_(new MisfitTable(this)),
      name_(new QLabel(this)),
      format_(new QLabel(this)),
      what_(new QLabel(this)),
      secondWhat_(new QLabel(this)),
      message_(new MessageBar(this)),
      table_(buildTable()),
      add_(new QPushButton(this)),
      close_(new QPushButton(this)),
      export_(new QPushButton(this)),
      start_(new QPushButton(this)),
      explore_(new QPushButton(this)),
      background_(Background::AtEnd::Drop, [this](const Error& error) { showFailure(error); }) {
    setObjectName(QStringLiteral("foreignModelDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    tensors_->setTensors(first_.info.tensors);
    misfits_->setMisfits(first_.info.misfits);
    build();
    connectButtons();
    retranslate();
    for (int column = 0; column < table_->model()->columnCount(); ++column) {
        table_->resizeColumnToContents(column);
        table_->setColumnWidth(column, table_->columnWidth(column) + 2 * kUnit);
    }
}

OpenModelDialog::~OpenModelDialog() = default;

void OpenModelDialog::build() {
    name_->setObjectName(QStringLiteral("foreignModelName"));
    format_->setObjectName(QStringLiteral("foreignModelFormat"));
    what_->setObjectName(QStringLiteral("foreignModelWhat"));
    secondWhat_->setObjectName(QStringLiteral("foreignModelSecond"));
    makeHeading(name_);
    makeQuiet(format_);
    for (QLabel* label : {name_, format_, what_, secondWhat_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    auto* head = new QVBoxLayout;
    head->setSpacing(kUnit / 2);
    head->addWidget(name_);
    head->addWidget(format_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
    layout->setSpacing(kUnit);
    layout->addLayout(head);
    layout->addWidget(what_);
    layout->addWidget(secondWhat_);
    layout->addWidget(message_);
    layout->addWidget(table_, 1);
    layout->addSpacing(kUnit);
    layout->addLayout(buildButtons());
    resize(96 * kUnit, 64 * kUnit);
}

QTreeView* OpenModelDialog::buildTable() {
    auto* table = new QTreeView(this);
    table->setObjectName(QStringLiteral("foreignModelTable"));
    table->setModel(fits() ? static_cast<QAbstractItemModel*>(tensors_) : misfits_);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setAllColumnsShowFocus(true);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->header()->setStretchLastSection(true);
    return table;
}

QHBoxLayout* OpenModelDialog::buildButtons() {
    add_->setObjectName(QStringLiteral("foreignModelAdd"));
    close_->setObjectName(QStringLiteral("foreignModelClose"));
    export_->setObjectName(QStringLiteral("foreignModelExport"));
    start_->setObjectName(QStringLiteral("foreignModelStart"));
    explore_->setObjectName(QStringLiteral("foreignModelExplore"));
    add_->setIcon(icon(QStringLiteral("plus")));
    export_->setIcon(icon(QStringLiteral("export")));
    start_->setIcon(icon(QStringLiteral("train")));
    makePrimary(explore_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kUnit);
    buttons->addWidget(add_);
    buttons->addStretch(1);
    for (QPushButton* button : {close_, export_, start_, explore_})
        buttons->addWidget(button);
    for (QPushButton* button : {add_, close_, export_, start_, explore_})
        button->setAutoDefault(false);
    return buttons;
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
    setModal(false);
    show();
    raise();
    activateWindow();
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

void OpenModelDialog::showFailure(const Error& error) {
    const ErrorText text = errorText(error);
    message_->showMessage(MessageBar::Kind::Failure, text.message, text.detail);
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
    table_->setAccessibleName(fits() ? tr("Tensors of the file") : tr("Tensors that do not fit"));
    table_->setToolTip(fits() ? tr("What each tensor of the file is used as")
                              : tr("Which tensors do not fit, and what would"));
    tensors_->retranslate();
    misfits_->retranslate();
    if (!fits())
        tellOfMisfits();
    describeButtons();
    refresh();
}

void OpenModelDialog::describeButtons() {
    const auto describe = [](QPushButton* button, const QString& text, const QString& tip) {
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(QString(text).remove(QLatin1Char('&')).remove(QStringLiteral("…")));
    };
    if (first_.info.generator)
        describe(add_, tr("&Add the critic's file…"), tr("A run needs a generator and a critic"));
    else
        describe(add_, tr("&Add the generator's file…"), tr("The critic alone makes no images"));
    describe(close_, tr("Close"), tr("Close this window"));
    describe(export_, tr("Ex&port…"), tr("Write the model in another format or with other names"));
    describe(start_, tr("Start a new &run…"), {});
    describe(explore_, tr("&Explore"), tr("Make images with the generator"));
}

void OpenModelDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace wasserfarbe
