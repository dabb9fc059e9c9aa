#include "model/types/error_table.h"

#include <algorithm>
#include <cerrno>

#include "model/types/text.h"

namespace wasserfarbe {
namespace {

#define ROW(code, kind, ...)                                                                                 \
    { ErrorCode::code, #code, ErrorKind::kind, __VA_ARGS__ }
#define PICTURE(code, sentence, phrase) ROW(code, Data, sentence, nullptr, phrase)
#define SHARED(code, text) PICTURE(code, text, text)

struct ErrorTable {
    static constexpr const char* kForbidden = WASSERFARBE_TEXT(
        "Error", "You have no permission for “%0”. Choose another folder, or change its permissions.");
    static constexpr const char* kForbiddenSomewhere =
        WASSERFARBE_TEXT("Error", "A permission is missing. Choose another folder.");

    static constexpr ErrorInfo kRows[] = {
        ROW(Usage, Usage, "%1",
            WASSERFARBE_TEXT(
                "Error",
                "That does not work with “%0”. The details say why; change the name or the setting, then "
                "try again."),
            WASSERFARBE_TEXT(
                "Error",
                "A setting can't be used as it is. The details name it; change it, then try again.")),
        ROW(Data, Data, "%1",
            WASSERFARBE_TEXT(
                "Error", "“%0” can't be used as pictures. Look at the details, or choose another folder."),
            WASSERFARBE_TEXT("Error",
                             "The pictures can't be used. Look at the details, or choose another folder.")),
        ROW(Model, Model, "%1",
            WASSERFARBE_TEXT(
                "Error",
                "“%0” can't be read: it is damaged, or of another kind. Try an earlier checkpoint or "
                "another file."),
            WASSERFARBE_TEXT(
                "Error",
                "The model can't be read: it is damaged, or of another kind. Try an earlier checkpoint or "
                "another file.")),
        ROW(Disk, Disk, "%1",
            WASSERFARBE_TEXT(
                "Error",
                "“%0” can't be read or written. Check that it exists and that the disk is connected, then "
                "try again."),
            WASSERFARBE_TEXT("Error", "A file can't be read or written. Check the disk, then try again.")),
        ROW(Memory, Memory, "%1",
            WASSERFARBE_TEXT(
                "Error",
                "There is not enough memory. Close other programs, or choose a smaller batch size or image "
                "size.")),
        ROW(Device, Device, "%1",
            WASSERFARBE_TEXT(
                "Error",
                "The device can't be used. Choose another one on the page Train; the processor always "
                "works.")),
        ROW(Diverged, Diverged, "%1",
            WASSERFARBE_TEXT(
                "Error",
                "The training diverged: a loss is no longer a finite number. The last good checkpoint is "
                "kept. Lower the learning rates, then train again.")),
        ROW(Internal, Internal, "%1",
            WASSERFARBE_TEXT(
                "Error",
                "Something went wrong inside the program. Your files are kept. Please report this with the "
                "details.")),

        ROW(DiskFull, Disk, "%1",
            WASSERFARBE_TEXT(
                "Error",
                "The disk is full, so “%0” could not be written. Make room, then try again; everything "
                "saved before is kept."),
            WASSERFARBE_TEXT(
                "Error", "The disk is full. Make room, then try again; everything saved before is kept.")),
        ROW(DiskForbidden, Disk, "%1", kForbidden, kForbiddenSomewhere),
        ROW(DiskReadOnly, Disk, "%1", kForbidden, kForbiddenSomewhere),
        ROW(DiskGone, Disk, "%1"),
        ROW(DiskFaulty, Disk, "%1"),

        ROW(NoPictures, Data, "there are no pictures in this folder; files that end in %1 count",
            WASSERFARBE_TEXT(
                "Error",
                "There are no pictures in “%0”. Choose a folder with PNG, JPEG, BMP, WebP, TIFF, GIF or PPM "
                "files.")),
        ROW(FolderMissing, Data, "this folder does not exist",
            WASSERFARBE_TEXT("Error",
                             "The folder “%0” does not exist any more. Choose another folder of pictures.")),
        ROW(NotAFolder, Data, "is not a folder; give the folder that holds the pictures",
            WASSERFARBE_TEXT("Error", "“%0” is not a folder. Choose the folder that holds the pictures.")),
        ROW(TooFewPictures, Data,
            "%1 of %2 picture(s) can be used, and one batch takes %3; add pictures or lower batch_size%4",
            WASSERFARBE_TEXT(
                "Error",
                "Only %1 of the %2 pictures in “%0” can be used, and one batch takes %3. Add pictures or "
                "choose a smaller batch size.")),
        ROW(SelectionGone, Usage, "holds no %1",
            WASSERFARBE_TEXT(
                "Error",
                "“%0” has changed: something that was chosen in it is gone. Open the folder again on the "
                "page Data, then start.")),
        ROW(OtherPictures, Data,
            "its pictures are not those that the run began with (%1 then, %2 now); put them back, or begin a "
            "new run",
            WASSERFARBE_TEXT(
                "Error",
                "The pictures in “%0” are not those that the run began with. Put the folder back as it was, "
                "or duplicate the run to train on what is there now.")),

        ROW(OtherRun, Model,
            "it is not the run that its checkpoint is of: %1; put that back, or branch into a new run",
            WASSERFARBE_TEXT(
                "Error",
                "The settings in “%0” are no longer those that the run's checkpoint was made with (%1). Put "
                "them back, or branch into a new run.")),
        ROW(WouldBeOtherRun, Usage, "would be a different run: %1; branch into a new run instead",
            WASSERFARBE_TEXT(
                "Error",
                "“%0” can't go on with other settings (%1): it would be a different run. Branch into a new "
                "run instead.")),
        ROW(BranchStartGone, Model,
            "the checkpoint that this branch began with is gone; branch into a new run",
            WASSERFARBE_TEXT(
                "Error",
                "The checkpoint that this branch began with is gone from “%0”, and there is no later one. "
                "Branch into a new run.")),
        ROW(StateNotSaved, Disk,
            "the last state, of step %1, is not on the disk, where there is no checkpoint yet: %2",
            WASSERFARBE_TEXT(
                "Error", "The last state of “%0”, of step %1, was not saved, and no checkpoint before it.")),
        ROW(StateNotSavedSince, Disk,
            "the last state, of step %1, is not on the disk, where the newest checkpoint is of step %2: %3",
            WASSERFARBE_TEXT(
                "Error",
                "The last state of “%0”, of step %1, was not saved. The run can go on from its newest "
                "checkpoint, of step %2.")),
        ROW(OnlyCheckpoint, Usage, "is the only checkpoint of its run",
            WASSERFARBE_TEXT("Error",
                             "“%0” is the only checkpoint of its run, which could not go on without it.")),
        ROW(NoSuchCheckpoint, Model, "there is no such checkpoint",
            WASSERFARBE_TEXT("Error", "The checkpoint “%0” does not exist any more.")),
        ROW(NoCheckpointYet, Model, "has no checkpoint yet",
            WASSERFARBE_TEXT("Error",
                             "The run “%0” has no checkpoint yet. Train it until the first one is saved.")),
        ROW(NoSoundCheckpoint, Model, "none of its checkpoints can be read",
            WASSERFARBE_TEXT(
                "Error",
                "None of the checkpoints in “%0” can be read. Start a new run with the same settings: "
                "duplicate this one on the page Runs.")),
        ROW(RunInUse, Usage, "is being trained by another process; stop that one first",
            WASSERFARBE_TEXT("Error",
                             "The run “%0” is being trained by another program. Stop that one first.")),
        ROW(OtherRunTrains, Usage, "can't go on while another run is being trained; stop that one first",
            WASSERFARBE_TEXT("Error", "Another run is being trained. Stop it first, then go on with “%0”.")),
        ROW(RunAmongPictures, Usage,
            "lies in the folder of pictures, so the run's previews would count as pictures; choose another "
            "folder",
            WASSERFARBE_TEXT(
                "Error", "The run's folder “%0” would lie among the pictures, so its previews would count as "
                         "pictures. Choose another runs folder in the preferences.")),
        ROW(NameTaken, Usage, "%1", WASSERFARBE_TEXT("Error", "“%0” exists already. Choose another name.")),
        ROW(NoRun, Model, "holds no run: there is no run.json in it",
            WASSERFARBE_TEXT("Error", "There is no run in “%0”. Choose the folder of a run.")),
        ROW(DivergedAt, Diverged,
            "diverged at step %1: %2 is not a finite number, with other batches too; branch into a new run "
            "with smaller learning rates, or begin anew with another critic_norm",
            WASSERFARBE_TEXT(
                "Error",
                "The training diverged at step %1: %2 was no longer a finite number, with other pictures "
                "too. The last good checkpoint is kept. Branch from it with lower learning rates, or begin "
                "anew with another norm in the critic."),
            WASSERFARBE_TEXT("Error", "diverged at step %1: %2 was no longer a finite number")),

        ROW(NoSuchModel, Model, "there is no such run or file",
            WASSERFARBE_TEXT("Error", "“%0” does not exist any more. Choose another run or model file.")),
        ROW(NotAModel, Model,
            "can't be read: it is neither a safetensors file nor one that PyTorch's torch.save wrote",
            WASSERFARBE_TEXT("Error", "“%0” is no model file: neither safetensors nor PyTorch.")),
        ROW(NoGenerator, Model, "%1",
            WASSERFARBE_TEXT(
                "Error",
                "There is no generator in “%0” that Wasserfarbe can use. Open Model in the menu File shows "
                "what is in it.")),
        ROW(NotOnlyWeights, Model,
            "holds %1, but only tensors, dicts, lists, texts and numbers are read and nothing is ever run: "
            "save the network's state_dict() instead",
            WASSERFARBE_TEXT(
                "Error",
                "“%0” holds more than weights (%1), which could run a program, so it is not read. In "
                "Python, save the network's state_dict() alone.")),
        ROW(TorchScriptModule, Model,
            "can't be read: it is a TorchScript module, which is a program; in Python, load it with "
            "torch.jit.load and save its state_dict() with torch.save",
            WASSERFARBE_TEXT(
                "Error",
                "“%0” is a TorchScript module, which is a program and is not run. In Python, load it with "
                "torch.jit.load and save its state_dict() with torch.save.")),
        ROW(TensorNotFinite, Model, "its tensor '%1' holds a number that is not finite",
            WASSERFARBE_TEXT(
                "Error",
                "“%0” holds numbers that are not finite, so nothing can go on from it. Choose an earlier "
                "checkpoint.")),
        ROW(OtherLatentSize, Model, "takes latents of another size than these images have",
            WASSERFARBE_TEXT(
                "Error",
                "The model “%0” takes latents of another size than these images have, so it can't make "
                "them.")),
        ROW(NoOrigin, Data,
            "is a single picture that does not say where in latent space it comes from; to train on "
            "pictures, choose their folder",
            WASSERFARBE_TEXT(
                "Error",
                "“%0” is no image that was exported or kept here, so it has no place in latent space. To "
                "train on pictures, choose their folder.")),
        ROW(Unrecognized, Data,
            "is neither a folder of pictures, a run, a model file nor an image that was exported here",
            WASSERFARBE_TEXT(
                "Error",
                "“%0” can't be opened. Choose a folder of pictures, a run, a model file or an image that "
                "was exported here.")),

        ROW(BatchTooLarge, Memory,
            "not enough memory: a batch of %1 image(s) of %2 px needs about %3, and there is %4; batch_size "
            "%5 fits",
            WASSERFARBE_TEXT(
                "Error",
                "There is not enough memory: a batch of %1 images of %2 pixels needs about %3, and there is "
                "%4. A batch size of %5 fits.")),
        ROW(NoBatchFits, Memory,
            "not enough memory: a batch of %1 image(s) of %2 px needs about %3, and there is %4; not even "
            "the smallest batch fits: choose a smaller image_size or fewer channels",
            WASSERFARBE_TEXT(
                "Error",
                "There is not enough memory: a batch of %1 images of %2 pixels needs about %3, and there is "
                "%4. Not even the smallest batch fits: choose a smaller image size or fewer channels.")),
        ROW(BatchMayBeTooLarge, Memory,
            "not enough memory for a batch of %1 image(s) of %2 px; batch_size %3 may fit",
            WASSERFARBE_TEXT(
                "Error",
                "There is not enough memory for a batch of %1 images of %2 pixels. Choose a smaller batch "
                "size, such as %3.")),
        ROW(SmallestBatchTooLarge, Memory,
            "not enough memory for a batch of %1 image(s) of %2 px; choose a smaller image_size or fewer "
            "channels"),
        ROW(PicturesTooLarge, Memory,
            "%1 pictures of %2 pixels a side do not fit into memory; use fewer or smaller ones",
            WASSERFARBE_TEXT(
                "Error",
                "%1 pictures of %2 pixels a side do not fit into memory. Choose a smaller image size, or a "
                "folder with fewer pictures.")),

        PICTURE(DeadLink, "is a link that leads to no file",
                WASSERFARBE_TEXT("Error", "A link that leads to no file")),
        PICTURE(LinkToFolder, "is a link to a folder, which is not followed",
                WASSERFARBE_TEXT("Error", "A link to a folder; such links are not followed")),
        PICTURE(NotAFile, "is not an ordinary file", WASSERFARBE_TEXT("Error", "Not an ordinary file")),
        PICTURE(FolderUnreadable, "this folder can't be read",
                WASSERFARBE_TEXT("Error", "This folder can't be read: %9")),
        PICTURE(Unreadable, "can't be read", WASSERFARBE_TEXT("Error", "Can't be read: %9")),
        SHARED(KeepsChanging, WASSERFARBE_TEXT("Error", "it changes while it is being read")),
        SHARED(FileTooLarge, WASSERFARBE_TEXT("Error", "the file is larger than %1")),
        SHARED(FileEmpty, WASSERFARBE_TEXT("Error", "the file is empty")),
        PICTURE(NotAPicture, "is not an image of a known format",
                WASSERFARBE_TEXT("Error", "Not a picture of a known format")),
        PICTURE(HeaderDamaged, "its header is damaged or truncated",
                WASSERFARBE_TEXT("Error", "The beginning of the file is damaged or incomplete")),
        PICTURE(ImpossibleSize, "its header is damaged: %1 x %2 pixels",
                WASSERFARBE_TEXT("Error", "Damaged: it claims to have %1 × %2 pixels")),
        PICTURE(PictureTooLarge, "is too large: %1 x %2 pixels",
                WASSERFARBE_TEXT("Error", "Too large: %1 × %2 pixels")),
        PICTURE(EndMissing, "the file is truncated: its end is missing",
                WASSERFARBE_TEXT("Error", "The end of the file is missing")),
        PICTURE(Incomplete, "the file is truncated", WASSERFARBE_TEXT("Error", "The file is incomplete")),
        SHARED(PixelsNotWhole,
               WASSERFARBE_TEXT("Error", "its pixels are not 8 or 16 bit numbers; save it as PNG or JPEG")),
        PICTURE(ChannelCount, "it has %1 channels, not 1, 3 or 4",
                WASSERFARBE_TEXT("Error", "It has %1 colour channels; 1, 3 or 4 can be used")),
        PICTURE(Undecodable, "can't be decoded: damaged, truncated, or of a kind that is not supported",
                WASSERFARBE_TEXT("Error", "Damaged, incomplete, or of a kind that can't be read")),
        PICTURE(HeaderContradicts, "can't be decoded: its header contradicts itself",
                WASSERFARBE_TEXT("Error", "Damaged: the beginning of the file contradicts itself")),
        PICTURE(TooManyScans, "can't be decoded: its pixels are spread over %1 scans",
                WASSERFARBE_TEXT("Error", "Its pixels are spread over %1 scans, which are too many")),
        PICTURE(NotNumbers, "can't be decoded: there is something else than numbers",
                WASSERFARBE_TEXT("Error", "Damaged: there is something else than numbers in it")),
        SHARED(DecodingFailed, WASSERFARBE_TEXT("Error", "can't be decoded: %1")),
        PICTURE(NoMemoryForPicture, "there is not enough memory to %1 it",
                WASSERFARBE_TEXT("Error", "There is not enough memory to read it")),
        SHARED(EmptyGif, WASSERFARBE_TEXT("Error", "this GIF holds no picture")),
        PICTURE(GifSize, "the size in its header is out of range",
                WASSERFARBE_TEXT("Error", "The size that the file claims is out of range")),
        SHARED(GifFrameSize, WASSERFARBE_TEXT("Error", "the size of its first frame is out of range")),
        SHARED(NoColorTable, WASSERFARBE_TEXT("Error", "this GIF has no colour table")),
    };
};

#undef ROW
#undef PICTURE
#undef SHARED

} // namespace

std::span<const ErrorInfo> error_table() {
    return ErrorTable::kRows;
}

const ErrorInfo& error_info(ErrorCode code) {
    return ErrorTable::kRows[static_cast<std::size_t>(code)];
}

std::optional<ErrorCode> find_error_code(std::string_view name) {
    const auto* const found = std::ranges::find(ErrorTable::kRows, name, &ErrorInfo::name);
    return found == std::end(ErrorTable::kRows) ? std::nullopt : std::optional(found->code);
}

ErrorCode general_code(ErrorKind kind) {
    return static_cast<ErrorCode>(kind);
}

bool is_general(ErrorCode code) {
    return code <= ErrorCode::Internal;
}

ErrorCode disk_code(int system_error) {
    switch (system_error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ErrorCode::DiskFull;
    case EACCES:
    case EPERM:
        return ErrorCode::DiskForbidden;
    case EROFS:
        return ErrorCode::DiskReadOnly;
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
    case ENXIO:
    case ESTALE:
        return ErrorCode::DiskGone;
    case EIO:
        return ErrorCode::DiskFaulty;
    default:
        return ErrorCode::Disk;
    }
}

} // namespace wasserfarbe
