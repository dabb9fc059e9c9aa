#include "widgets/latent/latent_card.h"

#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QUrl>

#include "widgets/look/icon.h"
#include "widgets/look/image_view.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
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

LatentCard::LatentCard(const QString& name, QWidget* parent) : QFrame(parent), view_(new ImageView(this)) {
    setObjectName(QStringLiteral("card%1").arg(name));
    setAcceptDrops(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* title = new QLabel(name, this);
    origin_ = new QLabel(this);
    number_ = new QSpinBox(this);
    auto* reseed = new QToolButton(this);
    view_->setObjectName(QStringLiteral("thumbnail%1").arg(name));
    view_->setFixedSize(kCardSide, kCardSide);
    number_->setObjectName(QStringLiteral("seed%1").arg(name));
    number_->setRange(-1, static_cast<int>(kLargestSeed)); // -1 stands for "none"
    number_->setKeyboardTracking(false);
    reseed->setObjectName(QStringLiteral("reseed%1").arg(name));
    reseed->setIcon(icon(QStringLiteral("dice")));
    reseed->setFocusPolicy(Qt::StrongFocus);
    makeHeading(title);
    makeQuiet(origin_);
    origin_->setWordWrap(true);
    row(this, {view_,
               {column({title, origin_, row({{number_, 1}, reseed}, kUnit / 2), freeRoom()}, kUnit / 2), 1}});

    connect(number_, &QSpinBox::valueChanged, this, [this](int value) {
        if (value < 0)
            return showSeed();
        seed_ = static_cast<std::uint64_t>(value);
        showSeed();
        Q_EMIT seedChosen(*seed_);
    });
    connect(reseed, &QToolButton::clicked, this, &LatentCard::reseedRequested);
    connect(view_, &ImageView::pixelClicked, this, [this](QPoint, Qt::MouseButton button) {
        if (button == Qt::LeftButton)
            Q_EMIT shown();
    });
    connect(view_, &ImageView::menuRequested, this, &LatentCard::menuRequested);
    followLanguage(this, [this, name, reseed] {
        describeField(view_, tr("Image %1").arg(name),
                      tr("Click to see %1 large; drop an exported picture here to use it as %1").arg(name));
        describeField(number_, tr("Seed of %1").arg(name), tr("The seed that %1 is made from").arg(name));
        describeField(reseed, tr("Another seed for %1").arg(name), tr("Another seed for %1").arg(name));
        showSeed();
    });
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

} // namespace wasserfarbe
