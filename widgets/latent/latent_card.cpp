#include "widgets/latent/latent_card.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QUrl>

#include "widgets/look/icon.h"
#include "widgets/look/image_view.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr int kCardSide = 12 * kUnit;

/// The one picture that a drag brings; empty where it brings something else.
QString droppedPicture(const QMimeData* data) {
    if (data == nullptr || data->urls().size() != 1)
        return {};
    const QString path = data->urls().first().toLocalFile();
    return path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive) ? path : QString();
}

} // namespace

LatentCard::LatentCard(const QString& name, QWidget* parent)
    : QFrame(parent),
      name_(name),
      view_(new ImageView(this)),
      title_(new QLabel(this)),
      origin_(new QLabel(this)),
      number_(new QSpinBox(this)),
      reseed_(new QToolButton(this)) {
    setObjectName(QStringLiteral("card%1").arg(name));
    setAcceptDrops(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    view_->setObjectName(QStringLiteral("thumbnail%1").arg(name));
    view_->setFixedSize(kCardSide, kCardSide);
    number_->setObjectName(QStringLiteral("seed%1").arg(name));
    number_->setRange(-1, static_cast<int>(kLargestSeed)); // -1 stands for "none"
    number_->setKeyboardTracking(false);
    reseed_->setObjectName(QStringLiteral("reseed%1").arg(name));
    reseed_->setIcon(icon(QStringLiteral("dice")));
    reseed_->setFocusPolicy(Qt::StrongFocus);
    makeHeading(title_);
    makeQuiet(origin_);
    origin_->setWordWrap(true);

    auto* seedRow = new QHBoxLayout;
    seedRow->setSpacing(kUnit / 2);
    seedRow->addWidget(number_, 1);
    seedRow->addWidget(reseed_);
    auto* words = new QVBoxLayout;
    words->setSpacing(kUnit / 2);
    words->addWidget(title_);
    words->addWidget(origin_);
    words->addLayout(seedRow);
    words->addStretch();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addWidget(view_);
    layout->addLayout(words, 1);

    connect(number_, &QSpinBox::valueChanged, this, [this](int value) {
        if (value < 0)
            return showSeed();
        seed_ = static_cast<std::uint64_t>(value);
        showSeed();
        Q_EMIT seedChosen(*seed_);
    });
    connect(reseed_, &QToolButton::clicked, this, &LatentCard::reseedRequested);
    connect(view_, &ImageView::pixelClicked, this, [this](QPoint, Qt::MouseButton button) {
        if (button == Qt::LeftButton)
            Q_EMIT shown();
    });
    connect(view_, &ImageView::menuRequested, this,
            [this](QPoint position) { Q_EMIT menuRequested(position); });
    retranslate();
}

void LatentCard::setImage(const QImage& image) {
    view_->setImage(image);
}

const QImage& LatentCard::image() const {
    return view_->image();
}

/// The same seed again leaves what is being typed alone.
void LatentCard::setSeed(std::optional<std::uint64_t> seed) {
    if (seed == seed_)
        return;
    seed_ = seed;
    showSeed();
}

void LatentCard::showSeed() {
    const QSignalBlocker blocker(number_);
    const bool typed = seed_ && *seed_ <= kLargestSeed;
    // Without a seed the arrows must not lead back to "none".
    number_->setMinimum(typed ? 0 : -1);
    number_->setSpecialValueText(typed ? QString() : QStringLiteral("–"));
    number_->setValue(typed ? static_cast<int>(*seed_) : -1);
    origin_->setText(!seed_ ? tr("From a picture") : typed ? tr("Seed") : tr("Seed %1").arg(*seed_));
}

void LatentCard::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void LatentCard::dragEnterEvent(QDragEnterEvent* event) {
    if (droppedPicture(event->mimeData()).isEmpty())
        return;
    dropHint_ = true;
    update();
    // The strip below must not take this for a change of its order.
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void LatentCard::dragLeaveEvent(QDragLeaveEvent*) {
    dropHint_ = false;
    update();
}

void LatentCard::dropEvent(QDropEvent* event) {
    dropHint_ = false;
    update();
    const QString path = droppedPicture(event->mimeData());
    if (path.isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    Q_EMIT fileDropped(path);
}

void LatentCard::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    if (!dropHint_)
        return;
    QPainter painter(this);
    painter.setPen(QPen(accentColor(palette()), 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

void LatentCard::retranslate() {
    title_->setText(name_);
    view_->setToolTip(tr("Click to see %1 large; drop an exported picture here to use it as %1").arg(name_));
    view_->setAccessibleName(tr("Image %1").arg(name_));
    number_->setToolTip(tr("The seed that %1 is made from").arg(name_));
    number_->setAccessibleName(tr("Seed of %1").arg(name_));
    reseed_->setToolTip(tr("Another seed for %1").arg(name_));
    reseed_->setAccessibleName(tr("Another seed for %1").arg(name_));
    showSeed();
}

} // namespace wasserfarbe
