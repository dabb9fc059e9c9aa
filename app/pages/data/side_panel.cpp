#include "app/pages/data/side_panel.h"

#include <QEvent>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/pages/data/augmentation_section.h"
#include "app/pages/data/class_model.h"
#include "app/pages/data/classes_section.h"
#include "app/pages/data/findings_section.h"
#include "app/pages/data/held_out_section.h"
#include "widgets/look/figures.h"
#include "widgets/look/fold.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {
namespace {

constexpr int kWidth = 40 * kUnit;

Fold* folded(const char* name, QWidget* content, QWidget* parent) {
    auto* fold = new Fold(parent);
    fold->setObjectName(QLatin1String(name));
    fold->setContent(content);
    fold->setOpen(true);
    QFont font = fold->header()->font();
    font.setBold(true);
    fold->header()->setFont(font);
    return fold;
}

} // namespace

SidePanel::SidePanel(QWidget* parent)
    : QWidget(parent),
      findings_(new FindingsSection(this)),
      classes_(new ClassesSection(this)),
      augmentation_(new AugmentationSection(this)),
      heldOut_(new HeldOutSection(this)),
      findingsFold_(folded("findingsFold", findings_, this)),
      classesFold_(folded("classesFold", classes_, this)),
      augmentationFold_(folded("augmentationFold", augmentation_, this)),
      heldOutFold_(folded("heldOutFold", heldOut_, this)) {
    build();
    connectSections();
    retranslate();
}

void SidePanel::build() {
    auto* scroll = new QScrollArea(this);
    auto* inside = new QWidget(scroll);
    auto* sections = new QVBoxLayout(inside);
    sections->setContentsMargins(0, 0, kUnit, 0);
    sections->setSpacing(2 * kUnit);
    for (Fold* fold : {findingsFold_, classesFold_, augmentationFold_, heldOutFold_})
        sections->addWidget(fold);
    sections->addStretch(1);
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    setFixedWidth(kWidth);
}

void SidePanel::connectSections() {
    connect(findings_, &FindingsSection::leftOutEdited, this, [this](Findings leftOut) {
        plan_.selection.left_out = leftOut;
        Q_EMIT planEdited(plan_);
    });
    connect(findings_, &FindingsSection::shownKindEdited, this, &SidePanel::shownKindEdited);
    connect(findings_, &FindingsSection::checkWanted, this, &SidePanel::checkWanted);
    connect(&classes_->classes(), &ClassModel::leftOutEdited, this,
            [this](const std::vector<std::string>& leftOut) {
                plan_.selection.left_out_classes = leftOut;
                showTitles();
                Q_EMIT planEdited(plan_);
            });
    connect(augmentation_, &AugmentationSection::edited, this, [this] {
        plan_.config = augmentation_->config();
        Q_EMIT planEdited(plan_);
    });
    connect(augmentation_, &AugmentationSection::rollChanged, this, &SidePanel::rollChanged);
    connect(heldOut_, &HeldOutSection::shareEdited, this, [this](double share) {
        plan_.config.held_out = share;
        Q_EMIT planEdited(plan_);
    });
}

void SidePanel::setPlan(const RunPlan& plan) {
    plan_ = plan;
    findings_->setLeftOut(plan.selection.left_out);
    classes_->classes().setLeftOut(plan.selection.left_out_classes);
    augmentation_->setConfig(plan.config);
    heldOut_->setShare(plan.config.held_out);
    showTitles();
}

void SidePanel::setCheck(const SharedCheck& check, bool busy) {
    check_ = check;
    findings_->setCheck(check, busy);
    classes_->classes().setClasses(check == nullptr ? std::vector<DatasetClass>() : check->report.classes);
    showTitles();
}

void SidePanel::setCounts(const SharedCounts& counts) {
    if (counts == nullptr) {
        augmentation_->setPictures({});
        heldOut_->setPictures({}, 0);
        return;
    }
    augmentation_->setPictures(counts->takingPart);
    heldOut_->setPictures(counts->takingPart, counts->heldOut);
}

void SidePanel::setShownKind(const std::optional<Finding>& kind) {
    findings_->setShownKind(kind);
}

std::optional<std::uint64_t> SidePanel::roll() const {
    return augmentation_->roll();
}

void SidePanel::showTitles() {
    findingsFold_->setTitle(tr("Check"));
    const ClassModel& classes = classes_->classes();
    classesFold_->setVisible(classes.hasFolders());
    classesFold_->setTitle(classes.takingPart() == classes.rowCount()
                               ? tr("Folders")
                               : tr("Folders: %1 of %2 take part")
                                     .arg(countText(classes.takingPart()), countText(classes.rowCount())));
    augmentationFold_->setTitle(tr("Augmentation"));
    heldOutFold_->setTitle(tr("Kept from training"));
}

void SidePanel::retranslate() {
    findings_->retranslate();
    classes_->retranslate();
    augmentation_->retranslate();
    heldOut_->retranslate();
    findingsFold_->header()->setToolTip(tr("What stands out among the pictures, and what is done about it"));
    classesFold_->header()->setToolTip(tr("The sub-folders, each a class of pictures"));
    augmentationFold_->header()->setToolTip(tr("What training changes at random in what the critic sees"));
    heldOutFold_->header()->setToolTip(tr("Pictures that training never sees"));
    showTitles();
}

void SidePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace wasserfarbe
