#include "app/pages/data/side_panel.h"

#include <QScrollArea>
#include <QToolButton>

#include "app/pages/data/augmentation_section.h"
#include "app/pages/data/classes_section.h"
#include "app/pages/data/findings_section.h"
#include "app/pages/data/held_out_section.h"
#include "widgets/look/figures.h"
#include "widgets/look/fold.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {
namespace {

constexpr int kWidth = 40 * kUnit;

Fold* folded(const char* name, QWidget* content, QWidget* parent) {
    auto* fold = named<Fold>(name, parent);
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
    auto* scroll = new QScrollArea(this);
    auto* inside = new QWidget(scroll);
    column(inside, {findingsFold_, classesFold_, augmentationFold_, heldOutFold_, freeRoom(1)}, 2 * kUnit)
        ->setContentsMargins(0, 0, kUnit, 0);
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    column(this, {scroll});
    setFixedWidth(kWidth);
    connectSections();
    followLanguage(this, [this] { retranslate(); });
}

void SidePanel::connectSections() {
    connect(findings_, &FindingsSection::leftOutEdited, this, [this](Findings leftOut) {
        plan_.selection.left_out = leftOut;
        Q_EMIT planEdited(plan_);
    });
    connect(findings_, &FindingsSection::shownKindEdited, this, &SidePanel::shownKindEdited);
    connect(findings_, &FindingsSection::checkWanted, this, &SidePanel::checkWanted);
    connect(classes_, &ClassesSection::leftOutEdited, this, [this](const std::vector<std::string>& leftOut) {
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
    classes_->setLeftOut(plan.selection.left_out_classes);
    augmentation_->setConfig(plan.config);
    heldOut_->setShare(plan.config.held_out);
    showTitles();
}

void SidePanel::setCheck(const SharedCheck& check, bool busy) {
    findings_->setCheck(check, busy);
    classes_->setClasses(check == nullptr ? std::vector<DatasetClass>() : check->report.classes);
    showTitles();
}

void SidePanel::setCounts(const SharedCounts& counts) {
    const std::optional<std::int64_t> takingPart = counts ? std::optional(counts->takingPart) : std::nullopt;
    augmentation_->setPictures(takingPart);
    heldOut_->setPictures(takingPart, counts ? counts->heldOut : 0);
}

void SidePanel::setShownKind(const std::optional<Finding>& kind) {
    findings_->setShownKind(kind);
}

std::optional<std::uint64_t> SidePanel::roll() const {
    return augmentation_->roll();
}

void SidePanel::showTitles() {
    findingsFold_->setTitle(tr("Check"));
    classesFold_->setVisible(classes_->hasFolders());
    classesFold_->setTitle(classes_->takingPart() == classes_->count()
                               ? tr("Folders")
                               : tr("Folders: %1 of %2 take part")
                                     .arg(countText(classes_->takingPart()), countText(classes_->count())));
    augmentationFold_->setTitle(tr("Augmentation"));
    heldOutFold_->setTitle(tr("Kept from training"));
}

void SidePanel::retranslate() {
    findingsFold_->header()->setToolTip(tr("What stands out among the pictures, and what is done about it"));
    classesFold_->header()->setToolTip(tr("The sub-folders, each a class of pictures"));
    augmentationFold_->header()->setToolTip(tr("What training changes at random in what the critic sees"));
    heldOutFold_->header()->setToolTip(tr("Pictures that training never sees"));
    showTitles();
}

} // namespace wasserfarbe
