#include "app/pages/train/plan_fields.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QRegularExpressionValidator>

#include "app/studio/model_text.h"
#include "app/studio/path_text.h"
#include "model/networks/cuda_devices.h"
#include "widgets/look/figures.h"
#include "widgets/look/flat_button.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {

PlanFields::PlanFields(QWidget* parent)
    : QWidget(parent),
      branch_(named<QLabel>("branchOf", this)),
      noBranch_(flatButton(this, QStringLiteral("stopBranching"), QStringLiteral("close"))),
      picturesLabel_(new QLabel(this)),
      pictures_(named<QPushButton>("choosePictures", this)),
      nameLabel_(new QLabel(this)),
      name_(named<QLineEdit>("runName", this)),
      seedLabel_(new QLabel(this)),
      seed_(named<QLineEdit>("runSeed", this)),
      dice_(flatButton(this, QStringLiteral("runSeedDice"), QStringLiteral("dice"))),
      deviceLabel_(new QLabel(this)),
      device_(named<QComboBox>("runDevice", this)) {
    branch_->setTextFormat(Qt::PlainText);
    branch_->setWordWrap(true);
    name_->setMaxLength(100);
    seed_->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,18}")), seed_));
    device_->addItem(QString(), QStringLiteral("auto"));
    device_->addItem(QString(), QStringLiteral("cpu"));
    for (int i = 0; i < cuda_device_count(); ++i)
        device_->addItem(QString(), QStringLiteral("cuda:%1").arg(i));
    picturesLabel_->setBuddy(pictures_);
    nameLabel_->setBuddy(name_);
    seedLabel_->setBuddy(seed_);
    deviceLabel_->setBuddy(device_);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kUnit);
    grid->setVerticalSpacing(kUnit / 2);
    grid->setColumnStretch(1, 1);
    grid->addWidget(branch_, 0, 0, 1, 2);
    grid->addWidget(noBranch_, 0, 2, Qt::AlignTop);
    grid->addWidget(picturesLabel_, 1, 0);
    grid->addWidget(pictures_, 1, 1, 1, 2);
    grid->addWidget(nameLabel_, 2, 0);
    grid->addWidget(name_, 2, 1, 1, 2);
    grid->addWidget(seedLabel_, 3, 0);
    grid->addWidget(seed_, 3, 1);
    grid->addWidget(dice_, 3, 2);
    grid->addWidget(deviceLabel_, 4, 0);
    grid->addWidget(device_, 4, 1, 1, 2);

    connect(noBranch_, &QToolButton::clicked, this, &PlanFields::stopBranching);
    connect(pictures_, &QPushButton::clicked, this, &PlanFields::picturesRequested);
    connect(name_, &QLineEdit::textEdited, this, [this](const QString& name) {
        plan_.name = name.trimmed();
        Q_EMIT edited(plan_);
    });
    connect(seed_, &QLineEdit::textEdited, this, &PlanFields::takeSeed);
    connect(dice_, &QToolButton::clicked, this, [this] {
        seed_->setText(QString::number(QRandomGenerator::global()->bounded(1, 1'000'000)));
        takeSeed();
    });
    connect(device_, &QComboBox::activated, this, [this] {
        plan_.device = Device::parse(device_->currentData().toString().toStdString());
        Q_EMIT edited(plan_);
    });
    followLanguage(this, [this] { retranslate(); });
}

void PlanFields::setPlan(const RunPlan& plan) {
    plan_ = plan;
    showBranch();
    showPictures();
    if (name_->text().trimmed() != plan.name)
        name_->setText(plan.name);
    if (seed_->text().toULongLong() != plan.seed || seed_->text().isEmpty())
        seed_->setText(QString::number(plan.seed));
    const QString device = QString::fromStdString(plan.device.name());
    if (device_->findData(device) < 0) // a GPU that is not there: its run says why it can't start
        device_->addItem(device, device);
    device_->setCurrentIndex(device_->findData(device));
}

void PlanFields::takeSeed() {
    if (seed_->text().isEmpty())
        return; // about to be typed
    plan_.seed = seed_->text().toULongLong();
    Q_EMIT edited(plan_);
}

/// "Begins with the weights of faces-1, step 1,200".
void PlanFields::showBranch() {
    const bool branches = !plan_.branchOf.empty();
    const QString name = modelName(plan_.branchOf);
    const QString critic = toQString(plan_.branchCritic.filename());
    if (!branches)
        branch_->setText({});
    else if (!critic.isEmpty())
        branch_->setText(tr("Begins with the weights of %1, and of %2 for the critic").arg(name, critic));
    else if (plan_.branchStep > 0)
        branch_->setText(tr("Begins with the weights of %1, step %2").arg(name, countText(plan_.branchStep)));
    else
        branch_->setText(tr("Begins with the weights of %1").arg(name));
    branch_->setToolTip(critic.isEmpty()
                            ? toQString(plan_.branchOf)
                            : toQString(plan_.branchOf) + QLatin1Char('\n') + toQString(plan_.branchCritic));
    branch_->setVisible(branches);
    noBranch_->setVisible(branches);
}

void PlanFields::stopBranching() {
    plan_.branchOf.clear();
    plan_.branchCritic.clear();
    plan_.branchStep = 0;
    plan_.branchConfig = {};
    showBranch();
    pictures_->setFocus(); // the button that had it is gone
    Q_EMIT edited(plan_);
}

void PlanFields::showPictures() {
    const QString folder = toQString(plan_.data);
    const QString name =
        toQString(plan_.data.has_filename() ? plan_.data.filename() : plan_.data.parent_path());
    if (folder.isEmpty())
        describe(pictures_, tr("Choose…"), tr("Choose the pictures on the page Data"), tr("Pictures"));
    else
        describe(pictures_, fontMetrics().elidedText(name, Qt::ElideMiddle, 20 * kUnit),
                 tr("%1\nChange them on the page Data").arg(folder), tr("Pictures"));
    pictures_->setAccessibleDescription(folder);
}

void PlanFields::retranslate() {
    describeField(noBranch_, tr("Begin with new weights instead"), tr("Begin with new weights instead"));
    picturesLabel_->setText(tr("Pictures"));
    nameLabel_->setText(tr("&Name"));
    name_->setPlaceholderText(tr("after the pictures"));
    describeField(name_, tr("Name of the run"),
                  tr("Name of the run's folder. Left empty, it is named after the pictures."));
    seedLabel_->setText(tr("Se&ed"));
    describeField(seed_, tr("Seed"), tr("The same seed, pictures and settings give the same run"));
    describeField(dice_, tr("Another random seed"), tr("Another random seed"));
    deviceLabel_->setText(tr("De&vice"));
    describeField(device_, tr("Device"), tr("What computes. Automatic takes a GPU where there is one."));
    for (int i = 0; i < device_->count(); ++i) {
        const QString name = device_->itemData(i).toString();
        device_->setItemText(i, name == QLatin1String("auto") ? tr("Automatic")
                                : name == QLatin1String("cpu")
                                    ? tr("Processor")
                                    : tr("GPU %1").arg(name.section(QLatin1Char(':'), 1)));
    }
    showBranch();
    showPictures();
}

} // namespace wasserfarbe
