#include "app/studio/error_text.h"

#include <cerrno>
#include <span>
#include <system_error>
#include <vector>

#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QRegularExpression>

#include "app/studio/path_text.h"
#include "app/studio/trouble_text.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

/// An engine's phrase and its translation; `%1`, `%2` ... stand for what the pattern captures.
struct Phrase {
    const char* pattern;
    const char* text;
};

// The engine's phrases: model/dataset/{folder_scan,picture_file,inspect_picture,decode*}.cpp.
constexpr Phrase kSkipped[] = {
    {"is a link that leads to no file", QT_TRANSLATE_NOOP("SkippedReason", "A link that leads to no file")},
    {"is a link to a folder, which is not followed",
     QT_TRANSLATE_NOOP("SkippedReason", "A link to a folder; such links are not followed")},
    {"is not an ordinary file", QT_TRANSLATE_NOOP("SkippedReason", "Not an ordinary file")},
    {"this folder can't be read: (.*)", QT_TRANSLATE_NOOP("SkippedReason", "This folder can't be read: %1")},
    {"can't be read: (.*)", QT_TRANSLATE_NOOP("SkippedReason", "Can't be read: %1")},
    {"its pixels are not 8 or 16 bit numbers; save it as PNG or JPEG",
     QT_TRANSLATE_NOOP("SkippedReason", "Its pixels are not 8 or 16 bit numbers; save it as PNG or JPEG")},
    {"it has (\\d+) channels, not 1, 3 or 4",
     QT_TRANSLATE_NOOP("SkippedReason", "It has %1 colour channels; 1, 3 or 4 can be used")},
    {"the file is larger than (.*)", QT_TRANSLATE_NOOP("SkippedReason", "The file is larger than %1")},
    {"can't be decoded: damaged, truncated, or of a kind that is not supported",
     QT_TRANSLATE_NOOP("SkippedReason", "Damaged, incomplete, or of a kind that can't be read")},
    {"can't be decoded: its header contradicts itself",
     QT_TRANSLATE_NOOP("SkippedReason", "Damaged: the beginning of the file contradicts itself")},
    {"can't be decoded: its pixels are spread over (\\d+) scans",
     QT_TRANSLATE_NOOP("SkippedReason", "Its pixels are spread over %1 scans, which are too many")},
    {"can't be decoded: there is something else than numbers",
     QT_TRANSLATE_NOOP("SkippedReason", "Damaged: there is something else than numbers in it")},
    {"can't be decoded: (.*)", QT_TRANSLATE_NOOP("SkippedReason", "Can't be decoded: %1")},
    {"the file is empty", QT_TRANSLATE_NOOP("SkippedReason", "The file is empty")},
    {"is not an image of a known format",
     QT_TRANSLATE_NOOP("SkippedReason", "Not a picture of a known format")},
    {"its header is damaged or truncated",
     QT_TRANSLATE_NOOP("SkippedReason", "The beginning of the file is damaged or incomplete")},
    {"its header is damaged: (-?\\d+) x (-?\\d+) pixels",
     QT_TRANSLATE_NOOP("SkippedReason", "Damaged: it claims to have %1 × %2 pixels")},
    {"is too large: (\\d+) x (\\d+) pixels", QT_TRANSLATE_NOOP("SkippedReason", "Too large: %1 × %2 pixels")},
    {"the file is truncated: its end is missing",
     QT_TRANSLATE_NOOP("SkippedReason", "The end of the file is missing")},
    {"the file is truncated", QT_TRANSLATE_NOOP("SkippedReason", "The file is incomplete")},
    {"there is not enough memory to (?:decode|read) it",
     QT_TRANSLATE_NOOP("SkippedReason", "There is not enough memory to read it")},
    {"this GIF holds no picture", QT_TRANSLATE_NOOP("SkippedReason", "This GIF holds no picture")},
    {"the size in its header is out of range",
     QT_TRANSLATE_NOOP("SkippedReason", "The size that the file claims is out of range")},
    {"the size of its first frame is out of range",
     QT_TRANSLATE_NOOP("SkippedReason", "The size of its first frame is out of range")},
    {"this GIF has no colour table", QT_TRANSLATE_NOOP("SkippedReason", "This GIF has no colour table")},
};

// Failures that deserve a sentence of their own; %1 is the path, %2 ... what the pattern captures.
constexpr Phrase kKnown[] = {
    {"there are no pictures in this folder.*",
     QT_TRANSLATE_NOOP("ErrorText",
                       "There are no pictures in “%1”. Choose a folder with PNG, JPEG, BMP, WebP, TIFF, "
                       "GIF or PPM files.")},
    {"this folder does not exist",
     QT_TRANSLATE_NOOP("ErrorText",
                       "The folder “%1” does not exist any more. Choose another folder of pictures.")},
    {"is not a folder; .*",
     QT_TRANSLATE_NOOP("ErrorText", "“%1” is not a folder. Choose the folder that holds the pictures.")},
    {"(\\d+) of (\\d+) pictures? can be used, and one batch takes (\\d+);.*",
     QT_TRANSLATE_NOOP("ErrorText",
                       "Only %2 of the %3 pictures in “%1” can be used, and one batch takes %4. Add "
                       "pictures or choose a smaller batch size.")},
    {"holds no (?:folder|picture) .*",
     QT_TRANSLATE_NOOP("ErrorText",
                       "“%1” has changed: something that was chosen in it is gone. Open the folder again on "
                       "the page Data, then start.")},
    {"its pictures are not those that the run began with.*",
     QT_TRANSLATE_NOOP("ErrorText",
                       "The pictures in “%1” are not those that the run began with. Put the folder back "
                       "as it was, or duplicate the run to train on what is there now.")},
    {"it is not the run that its checkpoint is of: (.*); put that back, or branch into a new run",
     QT_TRANSLATE_NOOP(
         "ErrorText",
         "The settings in “%1” are no longer those that the run's checkpoint was made with (%2). "
         "Put them back, or branch into a new run.")},
    {"would be a different run: (.*); branch into a new run instead",
     QT_TRANSLATE_NOOP(
         "ErrorText", "“%1” can't go on with other settings (%2): it would be a different run. Branch into a "
                      "new run instead.")},
    {"the checkpoint that this branch began with is gone; branch into a new run",
     QT_TRANSLATE_NOOP("ErrorText",
                       "The checkpoint that this branch began with is gone from “%1”, and there is no later "
                       "one. Branch into a new run.")},
    {"its tensor '(.*)' holds a number that is not finite",
     QT_TRANSLATE_NOOP(
         "ErrorText",
         "“%1” holds numbers that are not finite, so nothing can go on from it. Choose an earlier "
         "checkpoint.")},
    {"the last state, of step (\\d+), is not on the disk, where there is no checkpoint yet: (.*)",
     QT_TRANSLATE_NOOP("ErrorText",
                       "The last state of “%1”, of step %2, was not saved, and no checkpoint before it.")},
    {"the last state, of step (\\d+), is not on the disk, where the newest checkpoint is of step (\\d+): "
     "(.*)",
     QT_TRANSLATE_NOOP("ErrorText",
                       "The last state of “%1”, of step %2, was not saved. The run can go on from its newest "
                       "checkpoint, of step %3.")},
    {"is the only checkpoint of its run",
     QT_TRANSLATE_NOOP("ErrorText",
                       "“%1” is the only checkpoint of its run, which could not go on without it.")},
    {"there is no such checkpoint",
     QT_TRANSLATE_NOOP("ErrorText", "The checkpoint “%1” does not exist any more.")},
    {"is being trained by another process.*",
     QT_TRANSLATE_NOOP("ErrorText",
                       "The run “%1” is being trained by another program. Stop that one first.")},
    {"lies in the folder of pictures.*",
     QT_TRANSLATE_NOOP("ErrorText",
                       "The run's folder “%1” would lie among the pictures, so its previews would count "
                       "as pictures. Choose another runs folder in the preferences.")},
    {"holds a run already.*|holds checkpoints of another run.*|exists already.*",
     QT_TRANSLATE_NOOP("ErrorText", "“%1” exists already. Choose another name.")},
    {"has no checkpoint yet",
     QT_TRANSLATE_NOOP("ErrorText",
                       "The run “%1” has no checkpoint yet. Train it until the first one is saved.")},
    {"none of its checkpoints can be read",
     QT_TRANSLATE_NOOP("ErrorText",
                       "None of the checkpoints in “%1” can be read. Start a new run with the same "
                       "settings: duplicate this one on the page Runs.")},
    {"holds no run.*",
     QT_TRANSLATE_NOOP("ErrorText", "There is no run in “%1”. Choose the folder of a run.")},
    {"there is no such run or file",
     QT_TRANSLATE_NOOP("ErrorText", "“%1” does not exist any more. Choose another run or model file.")},
    {"can't go on while another run is being trained.*",
     QT_TRANSLATE_NOOP("ErrorText", "Another run is being trained. Stop it first, then go on with “%1”.")},
    {"is a single picture that does not say where .*|it does not say where in latent space .*",
     QT_TRANSLATE_NOOP("ErrorText",
                       "“%1” is no image that was exported or kept here, so it has no place in latent space. "
                       "To train on pictures, choose their folder.")},
    {"is neither a folder of pictures, a run, .*",
     QT_TRANSLATE_NOOP("ErrorText",
                       "“%1” can't be opened. Choose a folder of pictures, a run, a model file or an image "
                       "that was exported here.")},
    {"takes latents of another size .*",
     QT_TRANSLATE_NOOP("ErrorText",
                       "The model “%1” takes latents of another size than these images have, so it can't "
                       "make them.")},
    // The next four: model/checkpoint.
    {"holds (.*), but only tensors, dicts, lists, texts and numbers are read and nothing is ever run.*",
     QT_TRANSLATE_NOOP("ErrorText",
                       "“%1” holds more than weights (%2), which could run a program, so it is not read. In "
                       "Python, save the network's state_dict() alone.")},
    {"can't be read: it is a TorchScript module.*",
     QT_TRANSLATE_NOOP("ErrorText",
                       "“%1” is a TorchScript module, which is a program and is not run. In Python, load it "
                       "with torch.jit.load and save its state_dict() with torch.save.")},
    {"can't be read: it is neither a safetensors file nor .*",
     QT_TRANSLATE_NOOP("ErrorText", "“%1” is no model file: neither safetensors nor PyTorch.")},
    {"it holds (?:a critic but )?no generator.*",
     QT_TRANSLATE_NOOP("ErrorText",
                       "There is no generator in “%1” that Wasserfarbe can use. Open Model in the menu File "
                       "shows what is in it.")},
    // The next three: model/training/memory_estimate.cpp.
    {"not enough memory: a batch of (\\d+) images? of (\\d+) px needs about (.*), and there is (.*); "
     "batch_size (\\d+) fits",
     QT_TRANSLATE_NOOP("ErrorText",
                       "There is not enough memory: a batch of %2 images of %3 pixels needs about %4, and "
                       "there is %5. A batch size of %6 fits.")},
    {"not enough memory: a batch of (\\d+) images? of (\\d+) px needs about (.*), and there is (.*); "
     "not even the smallest batch fits: .*",
     QT_TRANSLATE_NOOP("ErrorText",
                       "There is not enough memory: a batch of %2 images of %3 pixels needs about %4, and "
                       "there is %5. Not even the smallest batch fits: choose a smaller image size or fewer "
                       "channels.")},
    {"not enough memory for a batch of (\\d+) images? of (\\d+) px; batch_size (\\d+) may fit",
     QT_TRANSLATE_NOOP("ErrorText",
                       "There is not enough memory for a batch of %2 images of %3 pixels. Choose a smaller "
                       "batch size, such as %4.")},
    {"(\\d+) pictures of (\\d+) pixels a side do not fit into memory.*",
     QT_TRANSLATE_NOOP("ErrorText",
                       "%2 pictures of %3 pixels a side do not fit into memory. Choose a smaller image "
                       "size, or a folder with fewer pictures.")},
};

/// `text` with %1, %2 ... replaced in one pass, so that a path with a % in it stays as it is.
QString filled(const QString& text, const QStringList& arguments) {
    static const QRegularExpression place(QStringLiteral("%(\\d)"));
    QString result;
    qsizetype end = 0;
    for (auto it = place.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += QStringView(text).mid(end, match.capturedStart() - end);
        result += arguments.value(match.captured(1).toInt() - 1);
        end = match.capturedEnd();
    }
    result += QStringView(text).mid(end);
    return result;
}

/// Numbers as the locale writes them.
QString argumentText(const QString& captured) {
    bool isNumber = false;
    const qlonglong number = captured.toLongLong(&isNumber);
    return isNumber ? QLocale().toString(number) : captured;
}

/// Phrases with their patterns compiled, as a list of files asks for very many. Any thread.
class PhraseBook {
public:
    PhraseBook(std::span<const Phrase> phrases, const char* context) : phrases_(phrases), context_(context) {
        for (const Phrase& phrase : phrases)
            patterns_.emplace_back(QRegularExpression::anchoredPattern(QLatin1String(phrase.pattern)),
                                   QRegularExpression::DotMatchesEverythingOption);
    }

    /// Empty where no pattern matches the whole of `engineText`.
    QString translated(const QString& engineText, const QStringList& firstArguments) const {
        for (std::size_t i = 0; i < phrases_.size(); ++i) {
            const QRegularExpressionMatch match = patterns_[i].match(engineText);
            if (!match.hasMatch())
                continue;
            QStringList arguments = firstArguments;
            for (int group = 1; group <= match.lastCapturedIndex(); ++group)
                arguments += argumentText(match.captured(group));
            return filled(QCoreApplication::translate(context_, phrases_[i].text), arguments);
        }
        return {};
    }

private:
    std::span<const Phrase> phrases_;
    const char* context_;
    std::vector<QRegularExpression> patterns_;
};

/// As people write it: the home folder is a tilde.
QString shownPath(const QString& path) {
    const QString home = QDir::homePath();
    return path.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + path.mid(home.size()) : path;
}

bool endsWithReason(const QString& detail, int code) {
    return detail.endsWith(QString::fromLocal8Bit(std::generic_category().message(code).c_str()));
}

QString translatedError(const char* text) {
    return QCoreApplication::translate("ErrorText", text);
}

QString diskText(const QString& detail, bool named) {
    if (endsWithReason(detail, ENOSPC) || endsWithReason(detail, EDQUOT) ||
        detail.contains(QLatin1String("disk full")))
        return named ? translatedError(QT_TRANSLATE_NOOP(
                           "ErrorText", "The disk is full, so “%1” could not be written. Make room, "
                                        "then try again; everything saved before is kept."))
                     : translatedError(QT_TRANSLATE_NOOP(
                           "ErrorText", "The disk is full. Make room, then try again; everything "
                                        "saved before is kept."));
    if (endsWithReason(detail, EACCES) || endsWithReason(detail, EPERM) || endsWithReason(detail, EROFS))
        return named ? translatedError(QT_TRANSLATE_NOOP(
                           "ErrorText", "You have no permission for “%1”. Choose another folder, or "
                                        "change its permissions."))
                     : translatedError(
                           QT_TRANSLATE_NOOP("ErrorText", "A permission is missing. Choose another folder."));
    return named ? translatedError(QT_TRANSLATE_NOOP(
                       "ErrorText", "“%1” can't be read or written. Check that it exists and that the "
                                    "disk is connected, then try again."))
                 : translatedError(QT_TRANSLATE_NOOP(
                       "ErrorText", "A file can't be read or written. Check the disk, then try "
                                    "again."));
}

QString generalText(ErrorKind kind, const QString& detail, bool named) {
    switch (kind) {
    case ErrorKind::Usage:
        return named ? translatedError(QT_TRANSLATE_NOOP(
                           "ErrorText", "That does not work with “%1”. The details say why; change "
                                        "the name or the setting, then try again."))
                     : translatedError(QT_TRANSLATE_NOOP(
                           "ErrorText", "A setting can't be used as it is. The details name it; "
                                        "change it, then try again."));
    case ErrorKind::Data:
        return named ? translatedError(QT_TRANSLATE_NOOP(
                           "ErrorText", "“%1” can't be used as pictures. Look at the details, or "
                                        "choose another folder."))
                     : translatedError(QT_TRANSLATE_NOOP(
                           "ErrorText", "The pictures can't be used. Look at the details, or choose "
                                        "another folder."));
    case ErrorKind::Model:
        return named ? translatedError(QT_TRANSLATE_NOOP(
                           "ErrorText", "“%1” can't be read: it is damaged, or of another kind. Try "
                                        "an earlier checkpoint or another file."))
                     : translatedError(QT_TRANSLATE_NOOP(
                           "ErrorText", "The model can't be read: it is damaged, or of another kind. "
                                        "Try an earlier checkpoint or another file."));
    case ErrorKind::Disk:
        return diskText(detail, named);
    case ErrorKind::Memory:
        return translatedError(QT_TRANSLATE_NOOP(
            "ErrorText", "There is not enough memory. Close other programs, or choose a smaller "
                         "batch size or image size."));
    case ErrorKind::Device:
        return translatedError(QT_TRANSLATE_NOOP(
            "ErrorText", "The device can't be used. Choose another one on the page Train; the "
                         "processor always works."));
    case ErrorKind::Diverged: // `divergedText`
    case ErrorKind::Internal:
        return translatedError(QT_TRANSLATE_NOOP(
            "ErrorText", "Something went wrong inside the program. Your files are kept. Please "
                         "report this with the details."));
    }
    unhandled_value();
}

} // namespace

ErrorText errorText(const Error& error) {
    const QString detail = QString::fromStdString(error.detail());
    const QString path = toQString(error.path());
    const bool named = !path.isEmpty();
    static const PhraseBook known(kKnown, "ErrorText");
    ErrorText text;
    text.detail = named ? QStringLiteral("%1: %2").arg(path, detail) : detail;
    if (named || error.kind() == ErrorKind::Memory) // what is said of memory needs no path
        text.message = known.translated(detail, {shownPath(path)});
    if (error.kind() == ErrorKind::Diverged)
        text.message = divergedText(error);
    if (text.message.isEmpty())
        text.message = filled(generalText(error.kind(), detail, named), {shownPath(path)});
    return text;
}

QString skippedReasonText(const std::string& reason) {
    static const PhraseBook book(kSkipped, "SkippedReason");
    const QString phrase = QString::fromStdString(reason);
    const QString known = book.translated(phrase, {});
    return known.isEmpty() ? phrase : known;
}

} // namespace wasserfarbe
