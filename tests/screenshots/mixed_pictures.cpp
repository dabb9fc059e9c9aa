#include "tests/screenshots/mixed_pictures.h"

#include <array>

#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>

#include "tests/screenshots/album.h"

namespace wasserfarbe::screenshots {
namespace {

/// Hands out one face after another.
class Faces {
public:
    explicit Faces(const QString& folder)
        : folder_(folder), names_(folder_.entryList({QStringLiteral("*.png")}, QDir::Files, QDir::Name)) {}

    QString nextPath() {
        if (next_ >= names_.size())
            fail(QStringLiteral("there are too few demo faces in %1").arg(folder_.path()));
        return folder_.filePath(names_[next_++]);
    }
    QImage next() { return QImage(nextPath()); }

private:
    QDir folder_;
    QStringList names_;
    qsizetype next_ = 0;
};

void save(const QImage& image, const QString& path, int quality = -1) {
    if (!image.save(path, nullptr, quality))
        fail(QStringLiteral("can't write %1").arg(path));
}

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        fail(QStringLiteral("can't write %1").arg(path));
}

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The faces side by side, each enlarged: a picture that is not square.
QImage beside(Faces& faces, int count, Qt::Orientation direction, int side) {
    const bool across = direction == Qt::Horizontal;
    QImage image(across ? count * side : side, across ? side : count * side, QImage::Format_RGB32);
    QPainter painter(&image);
    for (int i = 0; i < count; ++i)
        painter.drawImage(QRect(across ? i * side : 0, across ? 0 : i * side, side, side), faces.next());
    return image;
}

/// A round cut-out.
QImage transparent(const QImage& face) {
    QImage image(face.size(), QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(QBrush(face));
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(image.rect());
    return image;
}

} // namespace

void writeMixedPictures(const QString& faces, const QString& folder) {
    Faces source(faces);
    const QDir target(folder);
    const auto path = [&](const QString& name, int i) {
        return target.filePath(name.arg(i, 3, 10, QLatin1Char('0')));
    };
    struct Part {
        const char* name;
        int count;
    };
    for (const Part& part : {Part{"portraits", 180}, Part{"sketches", 60}, Part{"from the phone", 40}}) {
        target.mkpath(QLatin1String(part.name));
        for (int i = 1; i <= part.count; ++i)
            QFile::copy(source.nextPath(), path(QLatin1String(part.name) + QStringLiteral("/%1.png"), i));
    }
    for (int i = 1; i <= 6; ++i) {
        save(beside(source, 2, Qt::Horizontal, 96), path(QStringLiteral("album-%1.jpg"), i), 92);
        save(beside(source, 2, Qt::Vertical, 128), path(QStringLiteral("from the phone/tall-%1.jpg"), i), 92);
        save(transparent(source.next()), path(QStringLiteral("portraits/cut-out-%1.png"), i));
        save(source.next().convertToFormat(QImage::Format_Grayscale8),
             path(QStringLiteral("sketches/grey-%1.png"), i));
    }
    for (int i = 1; i <= 3; ++i) {
        save(beside(source, 4, Qt::Horizontal, 64), path(QStringLiteral("strip-%1.png"), i));
        save(source.next().scaled(24, 24), path(QStringLiteral("tiny-%1.png"), i));
        save(source.next().convertToFormat(QImage::Format_Indexed8), path(QStringLiteral("table-%1.png"), i));
        save(source.next().convertToFormat(QImage::Format_RGBX64), path(QStringLiteral("deep-%1.png"), i));
        QFile::copy(path(QStringLiteral("portraits/%1.png"), i), path(QStringLiteral("copy-%1.png"), i));
        save(QImage(path(QStringLiteral("portraits/%1.png"), 9 + i)), path(QStringLiteral("like-%1.jpg"), i),
             85);
    }
    QFile::copy(source.nextPath(), target.filePath(QStringLiteral("really a PNG.jpg")));
    const QByteArray whole = read(path(QStringLiteral("album-%1.jpg"), 1));
    write(target.filePath(QStringLiteral("broken off.jpg")), whole.left(whole.size() / 2));
    write(target.filePath(QStringLiteral("nothing.png")), {});
    write(target.filePath(QStringLiteral("letter.jpg")),
          "Dear friend, here are the pictures that I promised.");
}

} // namespace wasserfarbe::screenshots
