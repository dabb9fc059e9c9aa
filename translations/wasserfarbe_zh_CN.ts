<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Curve</name>
    <message>
        <source>Critic</source>
        <translation>评判器</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>Penalty</source>
        <translation>梯度惩罚</translation>
    </message>
    <message>
        <source>Real</source>
        <translation>真实</translation>
    </message>
    <message>
        <source>Fake</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Wasserstein</source>
        <translation>Wasserstein</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>The critic&apos;s loss: its score of generated images less its score of yours, and the penalty.</source>
        <translation>评判器损失：对生成图像的评分减去对您的图片的评分，再加上梯度惩罚。</translation>
    </message>
    <message>
        <source>The generator&apos;s loss: the critic&apos;s score of generated images, turned round.</source>
        <translation>生成器损失：评判器对生成图像的评分取负。</translation>
    </message>
    <message>
        <source>The gradient penalty. Large at the start, small once the gradient norm is near 1.</source>
        <translation>梯度惩罚。开始时很大，梯度范数接近 1 之后变小。</translation>
    </message>
    <message>
        <source>The critic&apos;s mean score of your pictures.</source>
        <translation>评判器对您的图片的平均评分。</translation>
    </message>
    <message>
        <source>The critic&apos;s mean score of generated images.</source>
        <translation>评判器对生成图像的平均评分。</translation>
    </message>
    <message>
        <source>The score of your pictures less that of generated images: how far apart they are. It should fall slowly.</source>
        <translation>您的图片的评分减去生成图像的评分，表示两者相差多远。它应当缓慢下降。</translation>
    </message>
    <message>
        <source>The critic&apos;s slope, drawn in a strip of its own. The penalty pulls it to 1, the dashed line.</source>
        <translation>评判器的斜率，画在单独的一栏里。梯度惩罚把它拉向 1，即虚线处。</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>The losses appear with the first step.</source>
        <translation>完成第一步后，这里会出现损失曲线。</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>loss, score</source>
        <translation>损失、评分</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>留出图片</translation>
    </message>
    <message>
        <source>The critic&apos;s mean score of the pictures that are kept from training, once an epoch. If it falls well below that of your other pictures, the critic knows those by heart.</source>
        <translation>评判器对不参与训练的图片的平均评分，每轮一次。如果它远低于其他图片的评分，说明评判器已经把那些图片背下来了。</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Critic loss</source>
        <translation>评判器损失</translation>
    </message>
    <message>
        <source>Generator loss</source>
        <translation>生成器损失</translation>
    </message>
    <message>
        <source>Wasserstein estimate</source>
        <translation>Wasserstein 估计</translation>
    </message>
    <message>
        <source>What the critic makes small: score of the generated images, less that of the real ones, plus the penalty. It is negative most of the time and nears 0 as the generated images get better.</source>
        <translation>评判器要减小的量：生成图像的评分减去真实图片的评分，再加上梯度惩罚。它大多为负，随着生成图像变好而接近 0。</translation>
    </message>
    <message>
        <source>What the generator makes small: the critic&apos;s score of its images, negated. It has no meaning of its own, for the critic&apos;s scale drifts; it may rise while the images get better.</source>
        <translation>生成器要减小的量：评判器对其图像的评分取负。它本身没有绝对含义，因为评判器的尺度会漂移；图像变好时它也可能上升。</translation>
    </message>
    <message>
        <source>Keeps the critic&apos;s slope near 1. Near 0 to 1 is usual.</source>
        <translation>使评判器的斜率保持在 1 附近。通常在 0 到 1 之间。</translation>
    </message>
    <message>
        <source>Real and fake part</source>
        <translation>真实项与生成项</translation>
    </message>
    <message>
        <source>The critic&apos;s mean score of real and of generated images.</source>
        <translation>评判器对真实图片和对生成图像的平均评分。</translation>
    </message>
    <message>
        <source>Real part less fake part: how far the critic can tell the two apart. The best single curve to watch: it should fall slowly.</source>
        <translation>真实项减去生成项：评判器区分两者的程度。这是最值得关注的一条曲线：它应当缓慢下降。</translation>
    </message>
    <message>
        <source>The critic&apos;s slope between real and generated images. The penalty pulls it to 1, the dashed line.</source>
        <translation>评判器在真实图片与生成图像之间的斜率。梯度惩罚把它拉向 1，即虚线处。</translation>
    </message>
    <message>
        <source>The critic&apos;s mean score of the pictures that are kept from training, once an epoch. It should stay close to the real part.</source>
        <translation>评判器对不参与训练的图片的平均评分，每轮一次。它应当与真实项接近。</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>You have no permission for “%0”. Choose another folder, or change its permissions.</source>
        <translation>您没有访问“%0”的权限。请另选文件夹，或更改它的权限。</translation>
    </message>
    <message>
        <source>A permission is missing. Choose another folder.</source>
        <translation>缺少权限。请另选文件夹。</translation>
    </message>
    <message>
        <source>That does not work with “%0”. The details say why; change the name or the setting, then try again.</source>
        <translation>“%0”不可用，原因见详细信息。请更改名称或设置后重试。</translation>
    </message>
    <message>
        <source>A setting can&apos;t be used as it is. The details name it; change it, then try again.</source>
        <translation>有一项设置不可用，详见详细信息。请更改后重试。</translation>
    </message>
    <message>
        <source>“%0” can&apos;t be used as pictures. Look at the details, or choose another folder.</source>
        <translation>“%0”不能作为图片使用。请查看详细信息，或另选文件夹。</translation>
    </message>
    <message>
        <source>The pictures can&apos;t be used. Look at the details, or choose another folder.</source>
        <translation>这些图片无法使用。请查看详细信息，或另选文件夹。</translation>
    </message>
    <message>
        <source>“%0” can&apos;t be read: it is damaged, or of another kind. Try an earlier checkpoint or another file.</source>
        <translation>无法读取“%0”：文件已损坏，或类型不符。请尝试更早的检查点或其他文件。</translation>
    </message>
    <message>
        <source>The model can&apos;t be read: it is damaged, or of another kind. Try an earlier checkpoint or another file.</source>
        <translation>无法读取模型：文件已损坏，或类型不符。请尝试更早的检查点或其他文件。</translation>
    </message>
    <message>
        <source>“%0” can&apos;t be read or written. Check that it exists and that the disk is connected, then try again.</source>
        <translation>无法读写“%0”。请确认它存在且磁盘已连接，然后重试。</translation>
    </message>
    <message>
        <source>A file can&apos;t be read or written. Check the disk, then try again.</source>
        <translation>有文件无法读写。请检查磁盘后重试。</translation>
    </message>
    <message>
        <source>There is not enough memory. Close other programs, or choose a smaller batch size or image size.</source>
        <translation>内存不足。请关闭其他程序，或减小批大小或图像尺寸。</translation>
    </message>
    <message>
        <source>The device can&apos;t be used. Choose another one on the page Train; the processor always works.</source>
        <translation>该设备无法使用。请在“训练”页另选设备；处理器始终可用。</translation>
    </message>
    <message>
        <source>The training diverged: a loss is no longer a finite number. The last good checkpoint is kept. Lower the learning rates, then train again.</source>
        <translation>训练发散了：有损失不再是有限数。最后一个正常的检查点已保留。请降低学习率后重新训练。</translation>
    </message>
    <message>
        <source>Something went wrong inside the program. Your files are kept. Please report this with the details.</source>
        <translation>程序内部出错。您的文件都还在。请附上详细信息报告此问题。</translation>
    </message>
    <message>
        <source>The disk is full, so “%0” could not be written. Make room, then try again; everything saved before is kept.</source>
        <translation>磁盘已满，无法写入“%0”。请腾出空间后重试；之前保存的内容都还在。</translation>
    </message>
    <message>
        <source>The disk is full. Make room, then try again; everything saved before is kept.</source>
        <translation>磁盘已满。请腾出空间后重试；之前保存的内容都还在。</translation>
    </message>
    <message>
        <source>There are no pictures in “%0”. Choose a folder with PNG, JPEG, BMP, WebP, TIFF, GIF or PPM files.</source>
        <translation>“%0”中没有图片。请选择包含 PNG、JPEG、BMP、WebP、TIFF、GIF 或 PPM 文件的文件夹。</translation>
    </message>
    <message>
        <source>The folder “%0” does not exist any more. Choose another folder of pictures.</source>
        <translation>文件夹“%0”已不存在。请另选图片文件夹。</translation>
    </message>
    <message>
        <source>“%0” is not a folder. Choose the folder that holds the pictures.</source>
        <translation>“%0”不是文件夹。请选择存放图片的文件夹。</translation>
    </message>
    <message>
        <source>Only %1 of the %2 pictures in “%0” can be used, and one batch takes %3. Add pictures or choose a smaller batch size.</source>
        <translation>“%0”中的 %2 张图片只有 %1 张可用，而一个批次需要 %3 张。请添加图片或减小批大小。</translation>
    </message>
    <message>
        <source>“%0” has changed: something that was chosen in it is gone. Open the folder again on the page Data, then start.</source>
        <translation>“%0”已有变动：在其中选定的内容已不存在。请在“数据”页重新打开该文件夹，然后开始。</translation>
    </message>
    <message>
        <source>The pictures in “%0” are not those that the run began with. Put the folder back as it was, or duplicate the run to train on what is there now.</source>
        <translation>“%0”中的图片与训练开始时的不同。请将文件夹恢复原样，或沿用这次训练的设置，用现有的图片重新训练。</translation>
    </message>
    <message>
        <source>The settings in “%0” are no longer those that the run&apos;s checkpoint was made with (%1). Put them back, or branch into a new run.</source>
        <translation>“%0”中的设置与此训练的检查点不再一致（%1）。请改回原来的设置，或建立分支训练。</translation>
    </message>
    <message>
        <source>“%0” can&apos;t go on with other settings (%1): it would be a different run. Branch into a new run instead.</source>
        <translation>“%0”不能换用其他设置继续（%1），否则就成了另一次训练。请改为建立分支训练。</translation>
    </message>
    <message>
        <source>The checkpoint that this branch began with is gone from “%0”, and there is no later one. Branch into a new run.</source>
        <translation>此分支起始的检查点已不在“%0”中，之后也没有其他检查点。请重新建立分支训练。</translation>
    </message>
    <message>
        <source>The last state of “%0”, of step %1, was not saved, and no checkpoint before it.</source>
        <translation>“%0”的最后状态（第 %1 步）未能保存，此前也没有检查点。</translation>
    </message>
    <message>
        <source>The last state of “%0”, of step %1, was not saved. The run can go on from its newest checkpoint, of step %2.</source>
        <translation>“%0”的最后状态（第 %1 步）未能保存。此训练可以从第 %2 步的最新检查点继续。</translation>
    </message>
    <message>
        <source>“%0” is the only checkpoint of its run, which could not go on without it.</source>
        <translation>“%0”是此训练唯一的检查点，没有它就无法继续。</translation>
    </message>
    <message>
        <source>The checkpoint “%0” does not exist any more.</source>
        <translation>检查点“%0”已不存在。</translation>
    </message>
    <message>
        <source>The run “%0” has no checkpoint yet. Train it until the first one is saved.</source>
        <translation>训练“%0”还没有检查点。请训练到保存第一个检查点为止。</translation>
    </message>
    <message>
        <source>None of the checkpoints in “%0” can be read. Start a new run with the same settings: duplicate this one on the page Runs.</source>
        <translation>“%0”中的检查点都无法读取。请在“记录”页沿用它的设置，新建一次训练。</translation>
    </message>
    <message>
        <source>The run “%0” is being trained by another program. Stop that one first.</source>
        <translation>另一个程序正在进行训练“%0”。请先在那里停止。</translation>
    </message>
    <message>
        <source>Another run is being trained. Stop it first, then go on with “%0”.</source>
        <translation>另一次训练正在进行。请先停止它，再继续“%0”。</translation>
    </message>
    <message>
        <source>The run&apos;s folder “%0” would lie among the pictures, so its previews would count as pictures. Choose another runs folder in the preferences.</source>
        <translation>训练的文件夹“%0”会位于图片之中，它的预览会被当作图片。请在首选项中更换训练保存位置。</translation>
    </message>
    <message>
        <source>“%0” exists already. Choose another name.</source>
        <translation>“%0”已存在。请换一个名称。</translation>
    </message>
    <message>
        <source>There is no run in “%0”. Choose the folder of a run.</source>
        <translation>“%0”中没有训练。请选择某次训练的文件夹。</translation>
    </message>
    <message>
        <source>The training diverged at step %1: %2 was no longer a finite number, with other pictures too. The last good checkpoint is kept. Branch from it with lower learning rates, or begin anew with another norm in the critic.</source>
        <translation>训练在第 %1 步发散：“%2”不再是有限数，换用其他图片也是如此。最后一个正常的检查点已保留。请降低学习率由此建立分支，或为评判器换一种归一化后重新开始。</translation>
    </message>
    <message>
        <source>diverged at step %1: %2 was no longer a finite number</source>
        <translation>在第 %1 步发散：“%2”不再是有限数</translation>
    </message>
    <message>
        <source>“%0” does not exist any more. Choose another run or model file.</source>
        <translation>“%0”已不存在。请选择其他训练或模型文件。</translation>
    </message>
    <message>
        <source>“%0” is no model file: neither safetensors nor PyTorch.</source>
        <translation>“%0”不是模型文件：既非 safetensors，也非 PyTorch。</translation>
    </message>
    <message>
        <source>There is no generator in “%0” that Wasserfarbe can use. Open Model in the menu File shows what is in it.</source>
        <translation>“%0”中没有 Wasserfarbe 可用的生成器。“文件”菜单中的“打开模型”会显示其中的内容。</translation>
    </message>
    <message>
        <source>“%0” holds more than weights (%1), which could run a program, so it is not read. In Python, save the network&apos;s state_dict() alone.</source>
        <translation>“%0”含有权重以外的内容（%1），可能会运行程序，因此不予读取。请在 Python 中只保存网络的 state_dict()。</translation>
    </message>
    <message>
        <source>“%0” is a TorchScript module, which is a program and is not run. In Python, load it with torch.jit.load and save its state_dict() with torch.save.</source>
        <translation>“%0”是 TorchScript 模块，即一段程序，不会被运行。请在 Python 中用 torch.jit.load 载入，再用 torch.save 保存它的 state_dict()。</translation>
    </message>
    <message>
        <source>“%0” holds numbers that are not finite, so nothing can go on from it. Choose an earlier checkpoint.</source>
        <translation>“%0”含有非有限的数值，无法由此继续。请选择更早的检查点。</translation>
    </message>
    <message>
        <source>The model “%0” takes latents of another size than these images have, so it can&apos;t make them.</source>
        <translation>模型“%0”的潜变量维数与这些图像的不同，因此无法生成它们。</translation>
    </message>
    <message>
        <source>“%0” is no image that was exported or kept here, so it has no place in latent space. To train on pictures, choose their folder.</source>
        <translation>“%0”不是在此导出或收藏的图像，因此在潜空间中没有位置。要用图片训练，请选择它们所在的文件夹。</translation>
    </message>
    <message>
        <source>“%0” can&apos;t be opened. Choose a folder of pictures, a run, a model file or an image that was exported here.</source>
        <translation>无法打开“%0”。请选择图片文件夹、训练、模型文件或在此导出的图像。</translation>
    </message>
    <message>
        <source>There is not enough memory: a batch of %1 images of %2 pixels needs about %3, and there is %4. A batch size of %5 fits.</source>
        <translation>内存不足：一批 %1 张 %2 像素的图像约需 %3，而可用内存为 %4。批大小 %5 放得下。</translation>
    </message>
    <message>
        <source>There is not enough memory: a batch of %1 images of %2 pixels needs about %3, and there is %4. Not even the smallest batch fits: choose a smaller image size or fewer channels.</source>
        <translation>内存不足：一批 %1 张 %2 像素的图像约需 %3，而可用内存为 %4。即使最小的批也放不下：请减小图像尺寸或通道数。</translation>
    </message>
    <message>
        <source>There is not enough memory for a batch of %1 images of %2 pixels. Choose a smaller batch size, such as %3.</source>
        <translation>内存不足以处理一批 %1 张 %2 像素的图像。请减小批大小，例如 %3。</translation>
    </message>
    <message>
        <source>%1 pictures of %2 pixels a side do not fit into memory. Choose a smaller image size, or a folder with fewer pictures.</source>
        <translation>%1 张边长 %2 像素的图片超出了内存容量。请减小图像尺寸，或选择图片较少的文件夹。</translation>
    </message>
    <message>
        <source>A link that leads to no file</source>
        <translation>链接没有指向任何文件</translation>
    </message>
    <message>
        <source>A link to a folder; such links are not followed</source>
        <translation>指向文件夹的链接；不会进入这类链接</translation>
    </message>
    <message>
        <source>Not an ordinary file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>This folder can&apos;t be read: %9</source>
        <translation>无法读取此文件夹：%9</translation>
    </message>
    <message>
        <source>Can&apos;t be read: %9</source>
        <translation>无法读取：%9</translation>
    </message>
    <message>
        <source>it changes while it is being read</source>
        <translation>读取时文件仍在变化</translation>
    </message>
    <message>
        <source>the file is larger than %1</source>
        <translation>文件大于 %1</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>Not a picture of a known format</source>
        <translation>不是已知格式的图片</translation>
    </message>
    <message>
        <source>The beginning of the file is damaged or incomplete</source>
        <translation>文件开头已损坏或不完整</translation>
    </message>
    <message>
        <source>Damaged: it claims to have %1 × %2 pixels</source>
        <translation>已损坏：声称有 %1 × %2 像素</translation>
    </message>
    <message>
        <source>Too large: %1 × %2 pixels</source>
        <translation>过大：%1 × %2 像素</translation>
    </message>
    <message>
        <source>The end of the file is missing</source>
        <translation>文件末尾缺失</translation>
    </message>
    <message>
        <source>The file is incomplete</source>
        <translation>文件不完整</translation>
    </message>
    <message>
        <source>its pixels are not 8 or 16 bit numbers; save it as PNG or JPEG</source>
        <translation>像素不是 8 位或 16 位数值；请另存为 PNG 或 JPEG</translation>
    </message>
    <message>
        <source>It has %1 colour channels; 1, 3 or 4 can be used</source>
        <translation>有 %1 个颜色通道；只能使用 1、3 或 4 个</translation>
    </message>
    <message>
        <source>Damaged, incomplete, or of a kind that can&apos;t be read</source>
        <translation>已损坏、不完整，或类型无法读取</translation>
    </message>
    <message>
        <source>Damaged: the beginning of the file contradicts itself</source>
        <translation>已损坏：文件开头自相矛盾</translation>
    </message>
    <message>
        <source>Its pixels are spread over %1 scans, which are too many</source>
        <translation>像素分散在 %1 次扫描中，次数过多</translation>
    </message>
    <message>
        <source>Damaged: there is something else than numbers in it</source>
        <translation>已损坏：其中含有数字以外的内容</translation>
    </message>
    <message>
        <source>can&apos;t be decoded: %1</source>
        <translation>无法解码：%1</translation>
    </message>
    <message>
        <source>There is not enough memory to read it</source>
        <translation>内存不足，无法读取</translation>
    </message>
    <message>
        <source>this GIF holds no picture</source>
        <translation>此 GIF 中没有图片</translation>
    </message>
    <message>
        <source>The size that the file claims is out of range</source>
        <translation>文件声称的尺寸超出范围</translation>
    </message>
    <message>
        <source>the size of its first frame is out of range</source>
        <translation>第一帧的尺寸超出范围</translation>
    </message>
    <message>
        <source>this GIF has no colour table</source>
        <translation>此 GIF 没有颜色表</translation>
    </message>
</context>
<context>
    <name>ExportWords</name>
    <message>
        <source>Epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Image size</source>
        <translation>图像尺寸</translation>
    </message>
    <message>
        <source>Width and height of the generated images. Twice the size takes about four times as long.</source>
        <translation>生成图像的宽度和高度。尺寸翻倍，用时约为四倍。</translation>
    </message>
    <message>
        <source>Pictures not square</source>
        <translation>非方形图片</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Mirror every second picture at random. Doubles a small set; wrong for pictures with writing.</source>
        <translation>随机镜像一半的图片。可使小图片集的数量翻倍；不适合带文字的图片。</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>How often the critic sees the whole set of pictures before the run is finished.</source>
        <translation>训练完成前，评判器看完全部图片的遍数。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Pictures looked at together in one step. Larger is steadier and needs more memory.</source>
        <translation>每一步同时处理的图片数。越大越稳定，也需要更多内存。</translation>
    </message>
    <message>
        <source>Drop last batch</source>
        <translation>丢弃末批</translation>
    </message>
    <message>
        <source>Leave out what remains of an epoch when it does not fill a whole batch.</source>
        <translation>一轮末尾剩余的图片不足一批时将其略过。</translation>
    </message>
    <message>
        <source>Critic updates</source>
        <translation>评判器更新次数</translation>
    </message>
    <message>
        <source>Critic updates for each generator update. More makes the critic&apos;s advice better and the run slower.</source>
        <translation>生成器每更新一次，评判器更新的次数。次数越多，评判器的指引越好，训练也越慢。</translation>
    </message>
    <message>
        <source>Penalty weight</source>
        <translation>惩罚权重</translation>
    </message>
    <message>
        <source>Weight of the gradient penalty, which keeps the critic&apos;s slope near 1.</source>
        <translation>梯度惩罚的权重，它使评判器的斜率保持在 1 附近。</translation>
    </message>
    <message>
        <source>Generator learning rate</source>
        <translation>生成器学习率</translation>
    </message>
    <message>
        <source>How far the generator&apos;s weights move at each update (Adam).</source>
        <translation>每次更新时生成器权重移动的幅度（Adam）。</translation>
    </message>
    <message>
        <source>Critic learning rate</source>
        <translation>评判器学习率</translation>
    </message>
    <message>
        <source>How far the critic&apos;s weights move at each update (Adam).</source>
        <translation>每次更新时评判器权重移动的幅度（Adam）。</translation>
    </message>
    <message>
        <source>Adam beta 1</source>
        <translation>Adam β₁</translation>
    </message>
    <message>
        <source>Adam&apos;s memory of past gradients. 0 is the choice of the WGAN-GP paper.</source>
        <translation>Adam 对过去梯度的记忆。WGAN-GP 论文选用 0。</translation>
    </message>
    <message>
        <source>Adam beta 2</source>
        <translation>Adam β₂</translation>
    </message>
    <message>
        <source>Adam&apos;s memory of past squared gradients.</source>
        <translation>Adam 对过去梯度平方的记忆。</translation>
    </message>
    <message>
        <source>Decay every</source>
        <translation>衰减间隔</translation>
    </message>
    <message>
        <source>The learning rates are multiplied by schedule_gamma every so many epochs; 0 keeps them as they are.</source>
        <translation>每隔这么多轮，学习率乘以一次衰减系数；0 表示保持不变。</translation>
    </message>
    <message>
        <source>Decay factor</source>
        <translation>衰减系数</translation>
    </message>
    <message>
        <source>What the learning rates are multiplied by; see schedule_epochs.</source>
        <translation>学习率所乘的系数；参见“衰减间隔”。</translation>
    </message>
    <message>
        <source>Average half-life</source>
        <translation>平均半衰期</translation>
    </message>
    <message>
        <source>Previews come from an average of the generator&apos;s weights in which a weight counts half after so many images; 0 uses the weights as they are.</source>
        <translation>预览由生成器权重的指数移动平均（EMA）得出，经过这么多图像后，旧权重的影响减半；0 表示直接使用当前权重。</translation>
    </message>
    <message>
        <source>Latent size</source>
        <translation>潜变量维数</translation>
    </message>
    <message>
        <source>Numbers that the generator makes an image from.</source>
        <translation>生成器据以生成一张图像的数值个数。</translation>
    </message>
    <message>
        <source>Generator channels</source>
        <translation>生成器通道数</translation>
    </message>
    <message>
        <source>Channels of the generator&apos;s narrowest layer; each layer before it has twice as many.</source>
        <translation>生成器最窄一层的通道数；往前每层翻倍。</translation>
    </message>
    <message>
        <source>Critic channels</source>
        <translation>评判器通道数</translation>
    </message>
    <message>
        <source>Channels of the critic&apos;s narrowest layer; each layer after it has twice as many.</source>
        <translation>评判器最窄一层的通道数；往后每层翻倍。</translation>
    </message>
    <message>
        <source>Generator norm</source>
        <translation>生成器归一化</translation>
    </message>
    <message>
        <source>Normalisation between the generator&apos;s layers.</source>
        <translation>生成器各层之间的归一化。</translation>
    </message>
    <message>
        <source>Critic norm</source>
        <translation>评判器归一化</translation>
    </message>
    <message>
        <source>Normalisation between the critic&apos;s layers. Batch makes one image&apos;s score depend on its batch, which the penalty assumes it does not: use none or layer.</source>
        <translation>评判器各层之间的归一化。批归一化使一张图像的评分取决于同批的其他图像，而梯度惩罚假定并非如此：请选择“无”或“层归一化”。</translation>
    </message>
    <message>
        <source>First weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>How the weights start: dcgan is N(0, 0.02), pytorch is PyTorch&apos;s default.</source>
        <translation>权重的初始化方式：DCGAN 为 N(0, 0.02)，PyTorch 为其默认方式。</translation>
    </message>
    <message>
        <source>Preview images</source>
        <translation>预览图像数</translation>
    </message>
    <message>
        <source>Images in each preview, always made from the same latents.</source>
        <translation>每个预览中的图像数，始终由同一组潜变量生成。</translation>
    </message>
    <message>
        <source>Preview columns</source>
        <translation>预览列数</translation>
    </message>
    <message>
        <source>Images in a row of the preview.</source>
        <translation>预览中每行的图像数。</translation>
    </message>
    <message>
        <source>Preview every</source>
        <translation>预览间隔</translation>
    </message>
    <message>
        <source>A preview is kept every so many epochs.</source>
        <translation>每隔这么多轮保存一个预览。</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>A checkpoint is written every so many epochs, and always at the end.</source>
        <translation>每隔这么多轮写入一个检查点，结束时必定写入。</translation>
    </message>
    <message>
        <source>Checkpoints kept</source>
        <translation>保留检查点数</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Keeping</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Pad</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>拉伸</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层归一化</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>实例归一化</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>DCGAN</source>
        <translation>DCGAN</translation>
    </message>
    <message>
        <source>PyTorch</source>
        <translation>PyTorch</translation>
    </message>
    <message>
        <source>Allowed: %1 to %2.</source>
        <translation>允许范围：%1 至 %2。</translation>
    </message>
    <message>
        <source>On the command line: %1</source>
        <translation>命令行选项：%1</translation>
    </message>
    <message numerus="yes">
        <source>px</source>
        <extracomment>a unit after a number in another field: &quot;64 px&quot;</extracomment>
        <translation>
            <numerusform>像素</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>epochs</source>
        <extracomment>a unit after a number in another field: &quot;10 epochs&quot;</extracomment>
        <translation>
            <numerusform>轮</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>images</source>
        <extracomment>a unit after a number in another field: &quot;64 images&quot;</extracomment>
        <translation>
            <numerusform>张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>教程</translation>
    </message>
    <message>
        <source>Small images, results in minutes on a laptop.</source>
        <translation>小尺寸图像，在笔记本电脑上几分钟就有结果。</translation>
    </message>
    <message>
        <source>As the WGAN-GP paper has it. Best with a GPU.</source>
        <translation>与 WGAN-GP 论文一致。最好使用 GPU。</translation>
    </message>
    <message>
        <source>As a well-known tutorial has it, its slips mended.</source>
        <translation>与一篇知名教程一致，并修正了其中的疏漏。</translation>
    </message>
    <message>
        <source>The decay factor has no effect while &quot;Decay every&quot; is 0: set both or neither.</source>
        <translation>“衰减间隔”为 0 时，衰减系数不起作用：请两者都设置，或都不设置。</translation>
    </message>
    <message>
        <source>The batch size must be at least 2 when the critic&apos;s norm is batch.</source>
        <translation>评判器使用批归一化时，批大小至少为 2。</translation>
    </message>
    <message>
        <source>Batch norm in the critic makes one image&apos;s score depend on the others in its batch. The penalty assumes it does not: &quot;none&quot; or &quot;layer&quot; trains more soundly.</source>
        <translation>评判器的批归一化使一张图像的评分取决于同批的其他图像，而梯度惩罚假定并非如此：选择“无”或“层归一化”，训练更可靠。</translation>
    </message>
    <message>
        <source>%1 · %2 px · batch of %3 · %4 epochs</source>
        <extracomment>A run&apos;s settings in one line: preset, image size, batch size, number of epochs</extracomment>
        <translation>%1 · %2 像素 · 批大小 %3 · %4 轮</translation>
    </message>
    <message>
        <source>What happens to a picture that is not square: crop its centre or its top (portraits), pad its shorter side with a colour or with its edge, or stretch it.</source>
        <translation>如何处理非方形的图片：裁剪中央或顶部（适合人像），用颜色或边缘填充短边，或拉伸。</translation>
    </message>
    <message>
        <source>Padding colour</source>
        <translation>填充颜色</translation>
    </message>
    <message>
        <source>Colour of the padding; used when fit is pad.</source>
        <translation>填充区域的颜色；仅在选择填充时使用。</translation>
    </message>
    <message>
        <source>Behind transparency</source>
        <translation>透明区域底色</translation>
    </message>
    <message>
        <source>Colour behind pictures that have transparent parts.</source>
        <translation>带透明区域的图片背后的颜色。</translation>
    </message>
    <message>
        <source>Change colours</source>
        <translation>改变颜色</translation>
    </message>
    <message>
        <source>Show the critic real and generated images in changed brightness, saturation and contrast (DiffAugment). Helps with fewer than 1,000 pictures.</source>
        <translation>让评判器看到亮度、饱和度和对比度改变后的真实图片与生成图像（DiffAugment）。图片少于 1,000 张时有帮助。</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Show the critic real and generated images moved by up to an eighth (DiffAugment). Helps with fewer than 1,000 pictures.</source>
        <translation>让评判器看到平移至多八分之一后的真实图片与生成图像（DiffAugment）。图片少于 1,000 张时有帮助。</translation>
    </message>
    <message>
        <source>Cut out a square</source>
        <translation>挖去方块</translation>
    </message>
    <message>
        <source>Show the critic real and generated images with a square cut out (DiffAugment). Helps with fewer than 1,000 pictures.</source>
        <translation>让评判器看到挖去一个方块后的真实图片与生成图像（DiffAugment）。图片少于 1,000 张时有帮助。</translation>
    </message>
    <message>
        <source>Kept from training</source>
        <translation>不参与训练</translation>
    </message>
    <message>
        <source>Share of the pictures that is kept from training, to see whether the critic learns by heart; with fewer than 500 pictures none is.</source>
        <translation>留出而不参与训练的图片比例，用来判断评判器是否在死记硬背；图片少于 500 张时不留出。</translation>
    </message>
    <message>
        <source>Crop the top</source>
        <translation>裁剪顶部</translation>
    </message>
    <message>
        <source>Pad with edge</source>
        <translation>用边缘填充</translation>
    </message>
    <message>
        <source>Checkpoint after</source>
        <translation>检查点最长间隔</translation>
    </message>
    <message>
        <source>A checkpoint is also written when the last one is so many minutes of training old; 0: never.</source>
        <translation>距上一个检查点的训练时间达到这么多分钟时，也写入一个检查点；0 表示不按时间写入。</translation>
    </message>
    <message>
        <source>How many of the newest checkpoints are kept, besides the best and those that are pinned; 0 keeps all.</source>
        <translation>除质量最好的和已固定的检查点之外，保留最新的多少个检查点；0 表示全部保留。</translation>
    </message>
    <message numerus="yes">
        <source>minutes</source>
        <extracomment>a unit after a number in another field: &quot;15 minutes&quot;</extracomment>
        <translation>
            <numerusform>分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>Norm after the critic&apos;s first layer</source>
        <translation>评判器首层归一化</translation>
    </message>
    <message>
        <source>Whether the critic&apos;s first layer is normalised like the others. DCGAN leaves it out.</source>
        <translation>评判器第一层是否与其他层一样归一化。DCGAN 不作归一化。</translation>
    </message>
    <message>
        <source>Generator biases</source>
        <translation>生成器偏置</translation>
    </message>
    <message>
        <source>Which of the generator&apos;s convolutions have a bias. DCGAN has none; models from elsewhere may.</source>
        <translation>生成器的哪些卷积层带有偏置。DCGAN 没有；外来模型可能有。</translation>
    </message>
    <message>
        <source>Critic biases</source>
        <translation>评判器偏置</translation>
    </message>
    <message>
        <source>Which of the critic&apos;s convolutions have a bias. DCGAN has none; models from elsewhere may.</source>
        <translation>评判器的哪些卷积层带有偏置。DCGAN 没有；外来模型可能有。</translation>
    </message>
    <message>
        <source>The last one</source>
        <translation>仅最后一层</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>A value and its unit: &quot;64 px&quot;</extracomment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Can&apos;t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>The file or folder can&apos;t be opened or read.</source>
        <translation>无法打开或读取该文件或文件夹。</translation>
    </message>
    <message>
        <source>Skipped.</source>
        <translation>已跳过。</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空文件</translation>
    </message>
    <message>
        <source>The file has no content.</source>
        <translation>文件没有内容。</translation>
    </message>
    <message>
        <source>Not a picture</source>
        <translation>不是图片</translation>
    </message>
    <message>
        <source>The content is no picture of a known format.</source>
        <translation>内容不是已知格式的图片。</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>The end of the file is missing.</source>
        <translation>文件缺少结尾。</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>The content can&apos;t be decoded.</source>
        <translation>内容无法解码。</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <source>More pixels or bytes than can be decoded safely.</source>
        <translation>像素或字节过多，无法安全解码。</translation>
    </message>
    <message>
        <source>Wrong ending</source>
        <translation>扩展名不符</translation>
    </message>
    <message>
        <source>The ending of the name says another format than the content.</source>
        <translation>扩展名与内容的格式不一致。</translation>
    </message>
    <message>
        <source>Used: the content decides.</source>
        <translation>照常使用，以内容为准。</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>偏小</translation>
    </message>
    <message>
        <source>Smaller than the images to be generated.</source>
        <translation>小于要生成的图像。</translation>
    </message>
    <message>
        <source>Enlarged, which makes it soft.</source>
        <translation>放大后使用，因此会变模糊。</translation>
    </message>
    <message>
        <source>Long and thin</source>
        <translation>过于狭长</translation>
    </message>
    <message>
        <source>More than three times as long as wide, or as wide as long.</source>
        <translation>长边超过短边的三倍。</translation>
    </message>
    <message>
        <source>Used: cropping keeps only a part of it, stretching distorts it.</source>
        <translation>照常使用：裁剪只保留一部分，拉伸会使其变形。</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>There is no colour in it.</source>
        <translation>图片中没有颜色。</translation>
    </message>
    <message>
        <source>Used as an RGB picture of greys.</source>
        <translation>作为灰色的 RGB 图片使用。</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>调色板</translation>
    </message>
    <message>
        <source>Its colours come from a table.</source>
        <translation>颜色来自调色板。</translation>
    </message>
    <message>
        <source>Converted to RGB.</source>
        <translation>转换为 RGB。</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>It has 16 bits for each channel.</source>
        <translation>每个通道 16 位。</translation>
    </message>
    <message>
        <source>Converted to 8 bits.</source>
        <translation>转换为 8 位。</translation>
    </message>
    <message>
        <source>Transparent</source>
        <translation>含透明</translation>
    </message>
    <message>
        <source>It has a channel for transparency.</source>
        <translation>图片带有透明通道。</translation>
    </message>
    <message>
        <source>Laid over the colour alpha_color.</source>
        <translation>叠在颜色 alpha_color 之上。</translation>
    </message>
    <message>
        <source>For printing (CMYK)</source>
        <translation>印刷用（CMYK）</translation>
    </message>
    <message>
        <source>Its colours are inks for printing (CMYK).</source>
        <translation>颜色为印刷油墨（CMYK）。</translation>
    </message>
    <message>
        <source>Turned</source>
        <translation>需旋转</translation>
    </message>
    <message>
        <source>The camera noted that it was held turned (EXIF).</source>
        <translation>相机记录了拍摄时的旋转（EXIF）。</translation>
    </message>
    <message>
        <source>Turned upright.</source>
        <translation>旋转为正向。</translation>
    </message>
    <message>
        <source>Animated</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>It has several frames or pages.</source>
        <translation>含有多帧或多页。</translation>
    </message>
    <message>
        <source>The first one is used.</source>
        <translation>使用第一帧。</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>The same bytes as an earlier file.</source>
        <translation>与前面的某个文件内容完全相同。</translation>
    </message>
    <message>
        <source>Used as well, so it counts twice.</source>
        <translation>同样使用，因此会计算两次。</translation>
    </message>
    <message>
        <source>Near duplicates</source>
        <translation>近似重复</translation>
    </message>
    <message>
        <source>Looks almost like an earlier file.</source>
        <translation>看起来与前面的某个文件几乎一样。</translation>
    </message>
    <message>
        <source>Used as well, so it counts nearly twice.</source>
        <translation>同样使用，因此几乎会计算两次。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>A list that grows by one</extracomment>
        <translation>%1、%2</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>First steps</source>
        <translation>入门</translation>
    </message>
    <message>
        <source>Wasserfarbe learns from a folder of pictures and then makes new ones like them.</source>
        <translation>Wasserfarbe 从一个文件夹的图片中学习，然后生成与之相似的新图像。</translation>
    </message>
    <message>
        <source>On the page Data, choose a folder with at least some hundred pictures of one kind, or press “Use demo faces”.</source>
        <translation>在“数据”页选择一个至少有几百张同类图片的文件夹，或点击“使用演示人脸”。</translation>
    </message>
    <message>
        <source>On the page Train, press Start. The preview becomes a picture bit by bit: with the demo faces and an ordinary laptop, the first faces appear after about five minutes.</source>
        <translation>在“训练”页点击“开始”。预览会逐渐成形：使用演示人脸，在普通笔记本电脑上约五分钟后就会出现最初的人脸。</translation>
    </message>
    <message>
        <source>On the page Explore, move the square between the images A and B. You can do so while the training goes on.</source>
        <translation>在“探索”页，在图像 A 与 B 之间移动方块。训练进行时也可以这样做。</translation>
    </message>
    <message>
        <source>Keep what you like, and export it as a PNG or a film.</source>
        <translation>收藏您喜欢的图像，并导出为 PNG 或视频。</translation>
    </message>
    <message>
        <source>Why is everything noise?</source>
        <translation>为什么全是噪声？</translation>
    </message>
    <message>
        <source>In the beginning that is as it should be: the generator starts with random weights. Shapes come after some hundred steps, and what they show after some thousands.</source>
        <translation>刚开始时这是正常的：生成器从随机权重起步。几百步后出现轮廓，几千步后才看得出内容。</translation>
    </message>
    <message>
        <source>The preview shows the average of the weights of many steps, so it follows with a delay. While it is still grey, look at the curves: the Wasserstein estimate should rise quickly at first and then fall slowly.</source>
        <translation>预览使用许多步权重的平均值，因此会有延迟。预览还是灰色时，请看曲线：Wasserstein 估计应当先迅速上升，再缓慢下降。</translation>
    </message>
    <message>
        <source>If it stays noise: use more pictures of one kind (some thousands), a smaller image size, or the preset “quick”. Turn batch norm off in the critic: it makes the score of one image depend on the others in its batch, which the penalty does not allow for.</source>
        <translation>如果一直是噪声：请使用更多同类图片（几千张）、更小的图像尺寸，或“快速”预设。关闭评判器的批归一化：它使一张图像的评分取决于同批的其他图像，而梯度惩罚并未考虑这一点。</translation>
    </message>
    <message>
        <source>What the losses mean</source>
        <translation>各项损失的含义</translation>
    </message>
    <message>
        <source>Why is the penalty so large?</source>
        <translation>为什么梯度惩罚这么大？</translation>
    </message>
    <message>
        <source>The penalty is lambda times the squared distance of the gradient norm from 1. With lambda 10, a gradient norm of 2 already makes 10.</source>
        <translation>梯度惩罚等于 λ 乘以梯度范数与 1 之差的平方。λ 为 10 时，梯度范数为 2 就已经是 10。</translation>
    </message>
    <message>
        <source>In the first steps the norm is far from 1, so hundreds are no sign of a fault. After some hundred steps it should be below about 2.</source>
        <translation>最初几步的范数离 1 很远，因此达到几百并不表示有错。几百步之后，它应当低于 2 左右。</translation>
    </message>
    <message>
        <source>If it stays large: turn batch norm off in the critic, lower the critic&apos;s learning rate, or raise lambda. If it is exactly lambda, the critic does not react to the images at all: its learning rate is too low or its weights have become useless, so begin anew.</source>
        <translation>如果一直很大：关闭评判器的批归一化、降低评判器学习率，或提高 λ。如果它正好等于 λ，说明评判器对图像毫无反应：学习率过低，或权重已经失效，请重新开始。</translation>
    </message>
    <message>
        <source>Which pictures work?</source>
        <translation>哪些图片适合？</translation>
    </message>
    <message>
        <source>Some thousands of one kind, with the subject in the same place: faces, flowers, icons. A few hundred work for small sizes.</source>
        <translation>几千张同类图片，主体位置一致：人脸、花卉、图标。尺寸较小时几百张也行。</translation>
    </message>
    <message>
        <source>PNG, JPEG, BMP, WebP, TIFF, GIF and PPM are read. Files that can&apos;t be used are listed with the reason, and the rest is used.</source>
        <translation>可读取 PNG、JPEG、BMP、WebP、TIFF、GIF 和 PPM。无法使用的文件会连同原因列出，其余照常使用。</translation>
    </message>
    <message>
        <source>Why is it slow?</source>
        <translation>为什么很慢？</translation>
    </message>
    <message>
        <source>Without a graphics card the processor does the work. Half the image size is about four times as fast; fewer channels help just as much.</source>
        <translation>没有显卡时由处理器计算。图像尺寸减半约快四倍；减少通道数同样有效。</translation>
    </message>
    <message>
        <source>The first seconds of a run measure how many threads are best on this machine. Other programs that compute at the same time slow the training down more than their share.</source>
        <translation>训练的最初几秒会测量这台电脑用多少线程最好。同时进行计算的其他程序对训练的拖累会超出其所占份额。</translation>
    </message>
    <message>
        <source>Exploring while training takes some of its time; pausing the training makes it as quick as it can be.</source>
        <translation>训练时进行探索会占用一些训练时间；暂停训练后，探索最为流畅。</translation>
    </message>
    <message>
        <source>Where is everything?</source>
        <translation>文件都在哪里？</translation>
    </message>
    <message>
        <source>Each run is a folder in the runs folder (see the preferences): its settings in run.json, the losses in metrics.csv, previews as PNG, checkpoints as safetensors files that PyTorch can read too.</source>
        <translation>每次训练是训练保存位置（见首选项）中的一个文件夹：设置在 run.json，损失在 metrics.csv，预览为 PNG，检查点为 safetensors 文件，PyTorch 也能读取。</translation>
    </message>
    <message>
        <source>An image that you exported remembers where it was in latent space. Drop it on the window to go back there.</source>
        <translation>导出的图像记得自己在潜空间中的位置。把它拖到窗口上即可回到那里。</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Ctrl+1 to Ctrl+%1</source>
        <translation>Ctrl+1 至 Ctrl+%1</translation>
    </message>
    <message>
        <source>The pages</source>
        <translation>各个页面</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建训练</translation>
    </message>
    <message>
        <source>Ctrl+O, Ctrl+Shift+O</source>
        <translation>Ctrl+O、Ctrl+Shift+O</translation>
    </message>
    <message>
        <source>Open a run, open a model file</source>
        <translation>打开训练、打开模型文件</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Ctrl+S</translation>
    </message>
    <message>
        <source>Save the preview that is shown</source>
        <translation>保存当前显示的预览</translation>
    </message>
    <message>
        <source>F5 or Ctrl+R</source>
        <translation>F5 或 Ctrl+R</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>F6, Shift+F5</source>
        <translation>F6、Shift+F5</translation>
    </message>
    <message>
        <source>Pause or resume, stop</source>
        <translation>暂停或继续、停止</translation>
    </message>
    <message>
        <source>F7, F8</source>
        <translation>F7、F8</translation>
    </message>
    <message>
        <source>Preview now, checkpoint now</source>
        <translation>立即预览、立即保存检查点</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Move on the pad, the timeline and the plot, whichever has the focus</source>
        <translation>在获得焦点的双轴面板、时间轴或曲线图上移动</translation>
    </message>
    <message>
        <source>Ctrl+Z, Ctrl+Shift+Z</source>
        <translation>Ctrl+Z、Ctrl+Shift+Z</translation>
    </message>
    <message>
        <source>Undo and redo on the page Explore</source>
        <translation>在“探索”页撤销和重做</translation>
    </message>
    <message>
        <source>F11</source>
        <translation>F11</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>This help</source>
        <translation>本帮助</translation>
    </message>
    <message>
        <source>All are brought to one square size. On the page Data, choose whether what is not square is cropped, padded or stretched; “What the network sees” shows the result. A double click there moves the crop of a single picture.</source>
        <translation>所有图片都会变成同样大小的方形。在“数据”页选择对非方形图片进行裁剪、填充还是拉伸；“网络看到的图像”显示结果。在那里双击可以调整单张图片的裁剪。</translation>
    </message>
    <message>
        <source>Each picture is checked when its folder is opened. The panel beside the pictures lists what stands out and what is done about it: whole kinds, and whole sub-folders, can be left out.</source>
        <translation>打开文件夹时会检查每张图片。图片旁的面板列出值得注意的情况及处理方式：可以整类排除，也可以排除整个子文件夹。</translation>
    </message>
    <message>
        <source>With fewer than 1,000 pictures the critic soon knows them by heart. Augmentation, on the same panel, shows it changed ones; pictures that are kept from training show whether it still does.</source>
        <translation>图片少于 1,000 张时，评判器很快就会把它们背下来。同一面板上的数据增强让它看到改变过的图片；不参与训练的图片则能显示它是否仍在死记硬背。</translation>
    </message>
    <message>
        <source>Pictures are decoded once and kept in a folder of their own, so that they open at once the next time. The preferences say where, how much that takes, and clear it.</source>
        <translation>图片只解码一次，并保存在单独的文件夹中，下次可以立即打开。首选项中可以查看位置和占用的空间，也可以将其清除。</translation>
    </message>
    <message>
        <source>If the image was good and becomes noise again, branch from an earlier checkpoint on the page Runs, with lower learning rates.</source>
        <translation>如果图像本来不错，后来又变成噪声，请在“记录”页从更早的检查点建立分支，并降低学习率。</translation>
    </message>
    <message>
        <source>A run can be resumed after it was stopped, also after a power cut: from its newest whole checkpoint. With other settings it would be another run: branch into a new one, which begins with the weights of a checkpoint.</source>
        <translation>训练停止后可以继续，断电之后也可以：从最新的完整检查点开始。换用其他设置就成了另一次训练：请建立分支训练，它以某个检查点的权重开始。</translation>
    </message>
    <message>
        <source>The newest checkpoints are kept, the one of the best quality, and those that you pin on the page Runs. While the disk is full or gone, training goes on and saves as soon as it can.</source>
        <translation>会保留最新的检查点、质量最好的检查点，以及您在“记录”页固定的检查点。磁盘已满或断开时，训练会继续，并在恢复后立即保存。</translation>
    </message>
    <message>
        <source>Ctrl+D, Ctrl+B</source>
        <translation>Ctrl+D、Ctrl+B</translation>
    </message>
    <message>
        <source>New run with a run&apos;s settings, or with its weights too</source>
        <translation>沿用所选训练的设置，或连同它的权重，新建一次训练</translation>
    </message>
    <message>
        <source>A model goes to other programs by Export Model in the menu File, with the Python that reads it. One that was trained elsewhere opens by Open Model, or when you drop its file on the window: nothing in it is executed.</source>
        <translation>用“文件”菜单中的“导出模型”可以把模型交给其他程序使用，并附上读取它的 Python 代码。在别处训练的模型可用“打开模型”打开，也可将文件拖到窗口上：其中的任何内容都不会被执行。</translation>
    </message>
    <message>
        <source>Ctrl+E, Ctrl+Shift+E</source>
        <translation>Ctrl+E、Ctrl+Shift+E</translation>
    </message>
    <message>
        <source>Export images, export the model</source>
        <translation>导出图像、导出模型</translation>
    </message>
</context>
<context>
    <name>Insight</name>
    <message>
        <source>The penalty is large because the critic is still nearly flat: its gradient norm is %1 and should come to 1. That is normal at the start.</source>
        <translation>梯度惩罚很大，因为评判器还几乎是平的：梯度范数为 %1，应当趋近 1。这在开始时是正常的。</translation>
    </message>
    <message>
        <source>The penalty keeps growing, from %1 to %2: the learning rate is too high. Stop, and start a new run with half of it.</source>
        <translation>梯度惩罚不断增大，从 %1 升到 %2：学习率过高。请停止，并用一半的学习率新建训练。</translation>
    </message>
    <message>
        <source>The gradient norm stays at %1; the penalty should hold it near 1. If the previews are still noise after ten epochs, raise the penalty weight.</source>
        <translation>梯度范数停在 %1；梯度惩罚应使它保持在 1 附近。如果十轮后预览仍是噪声，请提高惩罚权重。</translation>
    </message>
    <message>
        <source>The gradient norm stays at %1; the penalty should hold it near 1. If the previews are still noise after ten epochs, lower the learning rates.</source>
        <translation>梯度范数停在 %1；梯度惩罚应使它保持在 1 附近。如果十轮后预览仍是噪声，请降低学习率。</translation>
    </message>
    <message>
        <source>The first previews are noise: the generator began with random weights. Shapes come after about %1 steps.</source>
        <translation>最初的预览是噪声：生成器从随机权重起步。大约 %1 步后出现轮廓。</translation>
    </message>
    <message>
        <source>The first previews are noise: the generator began with random weights. Shapes come after about %1 steps, in about %2.</source>
        <translation>最初的预览是噪声：生成器从随机权重起步。大约 %1 步后出现轮廓，约需 %2。</translation>
    </message>
    <message>
        <source>The critic has batch norm, which the penalty assumes it has not: read its losses with care, and trust the previews.</source>
        <translation>评判器使用了批归一化，而梯度惩罚假定没有：请谨慎看待损失，以预览为准。</translation>
    </message>
    <message>
        <source>The Wasserstein estimate fell from %1 to %2: the generated images come closer to your pictures.</source>
        <translation>Wasserstein 估计从 %1 降到 %2：生成图像正在接近您的图片。</translation>
    </message>
    <message>
        <source>The Wasserstein estimate holds at about %1. The losses say little on their own now: trust the previews.</source>
        <translation>Wasserstein 估计稳定在 %1 左右。此时损失本身说明不了多少，请以预览为准。</translation>
    </message>
    <message>
        <source>The critic scores the pictures that it trains on at %1, but those kept from it at only %2: it begins to know its pictures by heart. More pictures help, or augmentation.</source>
        <translation>评判器给参与训练的图片评分 %1，给留出的图片却只有 %2：它开始把图片背下来了。增加图片或使用数据增强会有帮助。</translation>
    </message>
</context>
<context>
    <name>ModelText</name>
    <message>
        <source>batch norm</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>layer norm</source>
        <translation>层归一化</translation>
    </message>
    <message>
        <source>instance norm</source>
        <translation>实例归一化</translation>
    </message>
    <message>
        <source>no norm</source>
        <translation>无归一化</translation>
    </message>
    <message>
        <source>PyTorch before 1.6</source>
        <translation>PyTorch（1.6 之前）</translation>
    </message>
    <message>
        <source>Models and checkpoints (%1)</source>
        <translation>模型与检查点 (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>A generator of %1 × %1 pixel images from %2 numbers, %3; and its critic.</source>
        <translation>由 %2 个数生成 %1 × %1 像素图像的生成器，%3；以及它的评判器。</translation>
    </message>
    <message>
        <source>A generator of %1 × %1 pixel images from %2 numbers, %3.</source>
        <translation>由 %2 个数生成 %1 × %1 像素图像的生成器，%3。</translation>
    </message>
    <message>
        <source>A critic of %1 × %1 pixel images, %2; no generator.</source>
        <translation>%1 × %1 像素图像的评判器，%2；没有生成器。</translation>
    </message>
    <message>
        <source>Neither a generator nor a critic that Wasserfarbe knows.</source>
        <translation>既不是 Wasserfarbe 认识的生成器，也不是评判器。</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::AboutDialog</name>
    <message>
        <source>About Wasserfarbe</source>
        <translation>关于 Wasserfarbe</translation>
    </message>
    <message>
        <source>Trains generators of images on your own pictures, without Python.</source>
        <translation>用您自己的图片训练图像生成器，无需 Python。</translation>
    </message>
    <message>
        <source>Version %1, with Qt %2</source>
        <translation>版本 %1，Qt %2</translation>
    </message>
    <message>
        <source>Built on Qt, LibTorch, OpenCV, QCustomPlot, nlohmann-json, spdlog and libpng.</source>
        <translation>基于 Qt、LibTorch、OpenCV、QCustomPlot、nlohmann-json、spdlog 和 libpng 构建。</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public Licence, version 3 or later (GPL-3.0-or-later). It comes without any warranty.</source>
        <translation>自由软件，采用 GNU 通用公共许可证第 3 版或更新版本（GPL-3.0-or-later）。不提供任何担保。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>关闭此窗口</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::Actions</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Clear this List</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>The runs themselves stay where they are</source>
        <translation>训练本身保留在原处</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Recent Runs</source>
        <translation>最近的训练(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;New Run</source>
        <translation>新建训练(&amp;N)</translation>
    </message>
    <message>
        <source>Prepare a new run with the settings of the preset</source>
        <translation>按预设的设置准备一次新的训练</translation>
    </message>
    <message>
        <source>&amp;Open Run…</source>
        <translation>打开训练(&amp;O)…</translation>
    </message>
    <message>
        <source>Look at a run from the disk, or go on with it</source>
        <translation>查看磁盘上的训练，或继续训练</translation>
    </message>
    <message>
        <source>Open &amp;Model…</source>
        <translation>打开模型(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Save Preview…</source>
        <translation>保存预览(&amp;S)…</translation>
    </message>
    <message>
        <source>Save the picture that is shown</source>
        <translation>保存当前显示的图像</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Save images, a sheet or a film</source>
        <translation>保存图像、拼图或视频</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Back to where you were</source>
        <translation>回到先前的位置</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Forward again</source>
        <translation>再次前进</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>首选项(&amp;P)…</translation>
    </message>
    <message>
        <source>Theme, language and folders</source>
        <translation>主题、语言和文件夹</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Close Wasserfarbe; a training is saved first</source>
        <translation>关闭 Wasserfarbe；会先保存正在进行的训练</translation>
    </message>
    <message>
        <source>&amp;Full Screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>Use the whole screen</source>
        <translation>使用整个屏幕</translation>
    </message>
    <message>
        <source>What the losses mean, and answers to common questions</source>
        <translation>各项损失的含义，以及常见问题解答</translation>
    </message>
    <message>
        <source>First &amp;Steps</source>
        <translation>入门步骤(&amp;S)</translation>
    </message>
    <message>
        <source>Show the way from pictures to generated faces</source>
        <translation>显示从图片到生成人脸的步骤</translation>
    </message>
    <message>
        <source>&amp;About Wasserfarbe</source>
        <translation>关于 Wasserfarbe(&amp;A)</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>版本和许可证</translation>
    </message>
    <message>
        <source>Show the page %1</source>
        <translation>显示“%1”页</translation>
    </message>
    <message>
        <source>A training is running already</source>
        <translation>已有训练正在进行</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>Train a new run</source>
        <translation>新建一次训练</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>继续(&amp;R)</translation>
    </message>
    <message>
        <source>Go on with the training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Pause the training; it goes on where it stopped</source>
        <translation>暂停训练；之后从停下的地方继续</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Save a checkpoint and stop; the run can be resumed</source>
        <translation>保存检查点并停止；之后可以继续</translation>
    </message>
    <message>
        <source>Preview &amp;Now</source>
        <translation>立即预览(&amp;N)</translation>
    </message>
    <message>
        <source>Render the preview with the weights as they are now</source>
        <translation>用当前的权重生成预览</translation>
    </message>
    <message>
        <source>&amp;Checkpoint Now</source>
        <translation>立即保存检查点(&amp;C)</translation>
    </message>
    <message>
        <source>Save a checkpoint with the weights as they are now</source>
        <translation>用当前的权重保存检查点</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Open a model file: of Wasserfarbe, PyTorch or safetensors</source>
        <translation>打开模型文件：Wasserfarbe、PyTorch 或 safetensors</translation>
    </message>
    <message>
        <source>Export Mo&amp;del…</source>
        <translation>导出模型(&amp;D)…</translation>
    </message>
    <message>
        <source>Write the networks for PyTorch and other programs</source>
        <translation>将网络写成 PyTorch 和其他程序可用的文件</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::AugmentationSection</name>
    <message numerus="yes">
        <source>%1 picture(s) are soon learnt by heart. Changing what the critic sees helps.</source>
        <translation>
            <numerusform>%1 张图片很快就会被背下来。改变评判器看到的内容会有帮助。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Mirror at random</source>
        <translation>随机镜像(&amp;M)</translation>
    </message>
    <message>
        <source>Each picture is also seen mirrored. Doubles a small set; wrong for pictures with writing.</source>
        <translation>每张图片也会以镜像形式出现。可使小图片集的数量翻倍；不适合带文字的图片。</translation>
    </message>
    <message>
        <source>Change &amp;colours</source>
        <translation>改变颜色(&amp;C)</translation>
    </message>
    <message>
        <source>Brightness, saturation and contrast change at random</source>
        <translation>随机改变亮度、饱和度和对比度</translation>
    </message>
    <message>
        <source>Mo&amp;ve by up to an eighth</source>
        <translation>平移至多八分之一(&amp;V)</translation>
    </message>
    <message>
        <source>The pictures are moved at random; what is pushed out is lost, what is left free is grey</source>
        <translation>随机平移图片；移出的部分丢失，空出的部分为灰色</translation>
    </message>
    <message>
        <source>C&amp;ut out a square</source>
        <translation>挖去方块(&amp;U)</translation>
    </message>
    <message>
        <source>A square of each picture is covered at random</source>
        <translation>随机遮住每张图片中的一个方块</translation>
    </message>
    <message>
        <source>Tur&amp;n on all three</source>
        <translation>三项全部打开(&amp;N)</translation>
    </message>
    <message>
        <source>Changes colours, moves, and cuts out a square</source>
        <translation>改变颜色、平移并挖去方块</translation>
    </message>
    <message>
        <source>&amp;Preview augmented</source>
        <translation>预览增强效果(&amp;P)</translation>
    </message>
    <message>
        <source>Shows the pictures on the right as the critic sees them once, changed at random</source>
        <translation>右侧显示评判器某一次看到的图片，经过随机改变</translation>
    </message>
    <message>
        <source>&amp;Roll again</source>
        <translation>重新随机(&amp;R)</translation>
    </message>
    <message>
        <source>Changes them at random once more</source>
        <translation>再随机改变一次</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::CellActions</name>
    <message>
        <source>Epoch %1, image %2</source>
        <translation>第 %1 轮，图像 %2</translation>
    </message>
    <message>
        <source>The image is not there yet. Try again in a moment.</source>
        <translation>图像还没有准备好，请稍后再试。</translation>
    </message>
    <message>
        <source>Used as A on the page Explore.</source>
        <translation>已在“探索”页用作 A。</translation>
    </message>
    <message>
        <source>Used as B on the page Explore.</source>
        <translation>已在“探索”页用作 B。</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Save preview</source>
        <translation>保存预览</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::CheckpointList</name>
    <message>
        <source>newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最好</translation>
    </message>
    <message>
        <source>Pinned checkpoints are kept until you let go of them</source>
        <translation>已固定的检查点会一直保留，直到您取消固定</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>not pinned</source>
        <translation>未固定</translation>
    </message>
    <message>
        <source>Not while the run trains</source>
        <translation>训练进行时不能删除</translation>
    </message>
    <message>
        <source>Deletes this checkpoint, after asking</source>
        <translation>确认后删除此检查点</translation>
    </message>
    <message>
        <source>The only checkpoint of a run stays</source>
        <translation>训练唯一的检查点不能删除</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>How far generated images are from real ones: a distance that no network has a say in. Lower is better. The checkpoint with the lowest is kept.</source>
        <translation>生成图像与真实图片之间的距离，不经任何网络评判。越低越好。距离最低的检查点会保留。</translation>
    </message>
    <message>
        <source>Checkpoints of the run</source>
        <translation>此训练的检查点</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>探索</translation>
    </message>
    <message>
        <source>Makes images with this checkpoint</source>
        <translation>用此检查点生成图像</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Sets up a new run that begins with the weights of this checkpoint</source>
        <translation>新建一次训练，以此检查点的权重开始</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>newest, best</source>
        <translation>最新、最好</translation>
    </message>
    <message>
        <source>Export model…</source>
        <translation>导出模型…</translation>
    </message>
    <message>
        <source>Writes the networks of this checkpoint as a file for PyTorch and other programs</source>
        <translation>将此检查点的网络写成 PyTorch 和其他程序可用的文件</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ClassesSection</name>
    <message>
        <source>Sub-folders that take part</source>
        <translation>参与的子文件夹</translation>
    </message>
    <message>
        <source>The sub-folders whose pictures take part</source>
        <translation>其中的图片参与训练的子文件夹</translation>
    </message>
    <message>
        <source>A&amp;ll</source>
        <translation>全选(&amp;L)</translation>
    </message>
    <message>
        <source>All sub-folders take part</source>
        <translation>所有子文件夹都参与</translation>
    </message>
    <message>
        <source>N&amp;one</source>
        <translation>全不选(&amp;O)</translation>
    </message>
    <message>
        <source>No sub-folder takes part, to choose a few</source>
        <translation>所有子文件夹都不参与，以便只选几个</translation>
    </message>
    <message>
        <source>No sub-folder takes part</source>
        <translation>所有子文件夹都不参与</translation>
    </message>
    <message>
        <source>In no sub-folder</source>
        <translation>不在子文件夹中</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n picture(s) that can be used</source>
        <translation>
            <numerusform>%1：%n 张图片可用</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::CloseGuard</name>
    <message>
        <source>A training is running</source>
        <translation>训练正在进行</translation>
    </message>
    <message>
        <source>A training is running. Save and stop it?</source>
        <translation>训练正在进行。要保存并停止吗？</translation>
    </message>
    <message>
        <source>Wasserfarbe writes a checkpoint and closes. You can resume the run later where it stopped.</source>
        <translation>Wasserfarbe 会写入检查点后关闭。以后可以从停下的地方继续训练。</translation>
    </message>
    <message>
        <source>Save and Stop</source>
        <translation>保存并停止</translation>
    </message>
    <message>
        <source>Write a checkpoint, stop the training and close the window</source>
        <translation>写入检查点，停止训练并关闭窗口</translation>
    </message>
    <message>
        <source>Keep Training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Leave the window open</source>
        <translation>保持窗口打开</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ConfigForm</name>
    <message>
        <source>As the preset has it</source>
        <translation>与预设相同</translation>
    </message>
    <message numerus="yes">
        <source>%n differ from the preset</source>
        <translation>
            <numerusform>%n 项与预设不同</numerusform>
        </translation>
    </message>
    <message>
        <source>Advanced settings</source>
        <translation>高级设置</translation>
    </message>
    <message numerus="yes">
        <source>Advanced settings (%n changed)</source>
        <translation>
            <numerusform>高级设置（已更改 %n 项）</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Preset</source>
        <translation>预设(&amp;P)</translation>
    </message>
    <message>
        <source>A set of values to begin with. Choosing one sets every field.</source>
        <translation>一组起始值。选择后会填入所有字段。</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Set every field back to the preset&apos;s value</source>
        <translation>将所有字段恢复为预设值</translation>
    </message>
    <message>
        <source>What most people leave alone</source>
        <translation>大多数情况下无需更改的设置</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::CropEditor</name>
    <message>
        <source>The picture is being read.</source>
        <translation>正在读取图片。</translation>
    </message>
    <message>
        <source>This file can&apos;t be used.</source>
        <translation>此文件无法使用。</translation>
    </message>
    <message>
        <source>This picture is square: all of it is kept.</source>
        <translation>这张图片是方形的：全部保留。</translation>
    </message>
    <message>
        <source>Drag the bright square, or move it with the arrow keys.</source>
        <translation>拖动明亮的方框，或用方向键移动它。</translation>
    </message>
    <message>
        <source>No picture has its own crop</source>
        <translation>没有单独裁剪的图片</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) have their own crop</source>
        <translation>
            <numerusform>%n 张图片单独裁剪</numerusform>
        </translation>
    </message>
    <message>
        <source>Adjust the crop</source>
        <translation>调整裁剪</translation>
    </message>
    <message>
        <source>What is kept of the picture</source>
        <translation>图片中保留的部分</translation>
    </message>
    <message>
        <source>Drag the square, or use the arrow keys; Shift takes larger steps, Home goes back</source>
        <translation>拖动方框，或使用方向键；按住 Shift 移动更多，Home 键还原</translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation>上一张(&amp;P)</translation>
    </message>
    <message>
        <source>The picture before this one (Page Up)</source>
        <translation>前一张图片（Page Up）</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>上一张图片</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一张(&amp;N)</translation>
    </message>
    <message>
        <source>The picture after this one (Page Down)</source>
        <translation>后一张图片（Page Down）</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>下一张图片</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>还原(&amp;R)</translation>
    </message>
    <message>
        <source>Crops this picture as the others (Home)</source>
        <translation>与其他图片一样裁剪（Home）</translation>
    </message>
    <message>
        <source>Reset the crop of this picture</source>
        <translation>还原这张图片的裁剪</translation>
    </message>
    <message>
        <source>Reset &amp;all</source>
        <translation>全部还原(&amp;A)</translation>
    </message>
    <message>
        <source>Crops all pictures alike again</source>
        <translation>所有图片恢复相同的裁剪方式</translation>
    </message>
    <message>
        <source>Reset the crops of all pictures</source>
        <translation>还原所有图片的裁剪</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Everything is kept already</source>
        <translation>所有更改均已保留</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::CropView</name>
    <message>
        <source>The whole picture is kept.</source>
        <translation>保留整张图片。</translation>
    </message>
    <message>
        <source>%1 % from the left</source>
        <translation>距左侧 %1 %</translation>
    </message>
    <message>
        <source>%1 % from the top</source>
        <translation>距顶部 %1 %</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::DataHead</name>
    <message>
        <source>No folder was used before</source>
        <translation>之前没有用过文件夹</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Choose another folder of pictures; the arrow lists those used before</source>
        <translation>另选图片文件夹；箭头处列出用过的文件夹</translation>
    </message>
    <message>
        <source>Choose a folder of pictures</source>
        <translation>选择图片文件夹</translation>
    </message>
    <message>
        <source>Folders used before</source>
        <translation>用过的文件夹</translation>
    </message>
    <message>
        <source>Use &amp;demo faces</source>
        <translation>使用演示人脸(&amp;D)</translation>
    </message>
    <message>
        <source>Draws a set of faces to learn from. Nothing is loaded from the network.</source>
        <translation>绘制一组供学习用的人脸，不会从网络下载任何内容。</translation>
    </message>
    <message>
        <source>Continue to &amp;Train</source>
        <translation>前往训练(&amp;T)</translation>
    </message>
    <message>
        <source>Go on to the settings and the start of the training</source>
        <translation>前往设置并开始训练</translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s)</source>
        <translation>
            <numerusform>%1 张图片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, in %n folder(s)</source>
        <translation>
            <numerusform>%1，位于 %n 个文件夹</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 files take part, %3 of them kept from training</source>
        <translation>%2 个文件中有 %1 个参与，其中 %3 个留出不用于训练</translation>
    </message>
    <message>
        <source>%1 of %2 files take part</source>
        <translation>%2 个文件中有 %1 个参与</translation>
    </message>
    <message>
        <source>All take part, %1 of them kept from training</source>
        <translation>全部参与，其中 %1 张留出不用于训练</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::DataPage</name>
    <message numerus="yes">
        <source>%n name(s) copied</source>
        <translation>
            <numerusform>已复制 %n 个名称</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is cropped: choose a crop as Fit first.</source>
        <translation>当前不裁剪：请先在“适配”中选择裁剪。</translation>
    </message>
    <message>
        <source>Shows or hides what is beside the pictures</source>
        <translation>显示或隐藏图片旁的面板</translation>
    </message>
    <message>
        <source>Panel beside the pictures</source>
        <translation>图片旁的面板</translation>
    </message>
    <message>
        <source>Use batches of %1</source>
        <translation>批大小改为 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) can be used, and training looks at %2 at a time. Add pictures to the folder, or let it look at fewer.</source>
        <translation>
            <numerusform>有 %1 张图片可用，而训练每次需要 %2 张。请向文件夹添加图片，或减小批大小。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::DataStart</name>
    <message>
        <source>Looking for pictures in the folder…</source>
        <translation>正在文件夹中查找图片…</translation>
    </message>
    <message>
        <source>Drawing face %1 of %2, %3 left</source>
        <translation>正在绘制第 %1 张人脸，共 %2 张，剩余 %3</translation>
    </message>
    <message>
        <source>Drawing face %1 of %2</source>
        <translation>正在绘制第 %1 张人脸，共 %2 张</translation>
    </message>
    <message>
        <source>What shall it learn to paint?</source>
        <translation>让它学画什么？</translation>
    </message>
    <message>
        <source>Choose a folder of pictures that belong together: some hundred or more, of any size. Or begin with faces that are drawn for you here, and see in a few minutes how it works.</source>
        <translation>选择一个同类图片的文件夹：几百张以上，尺寸不限。也可以先用程序绘制的人脸，几分钟就能看到效果。</translation>
    </message>
    <message>
        <source>Use &amp;demo faces</source>
        <translation>使用演示人脸(&amp;D)</translation>
    </message>
    <message>
        <source>Draws a set of faces to learn from. Nothing is loaded from the network.</source>
        <translation>绘制一组供学习用的人脸，不会从网络下载任何内容。</translation>
    </message>
    <message>
        <source>&amp;Choose a folder…</source>
        <translation>选择文件夹(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose a folder of pictures on this computer; folders in it count, too</source>
        <translation>选择这台电脑上的图片文件夹；其中的子文件夹也包括在内</translation>
    </message>
    <message>
        <source>Choose a folder of pictures</source>
        <translation>选择图片文件夹</translation>
    </message>
    <message>
        <source>Use “%1” a&amp;gain</source>
        <translation>再次使用“%1”(&amp;G)</translation>
    </message>
    <message>
        <source>Use the last folder of pictures again</source>
        <translation>再次使用上次的图片文件夹</translation>
    </message>
    <message>
        <source>A folder can also be dropped anywhere on this window.</source>
        <translation>也可以将文件夹拖放到此窗口的任意位置。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stops and leaves nothing behind</source>
        <translation>停止并清除已有内容</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::DropHint</name>
    <message>
        <source>Drop to open</source>
        <translation>松开即可打开</translation>
    </message>
    <message>
        <source>A folder of pictures, a run, a model file or an exported image</source>
        <translation>图片文件夹、训练、模型文件或导出的图像</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::EnlargedView</name>
    <message>
        <source>One image, large</source>
        <translation>放大的单张图像</translation>
    </message>
    <message>
        <source>Arrow keys show other images, Esc goes back to all of them</source>
        <translation>方向键切换图像，Esc 返回全部图像</translation>
    </message>
    <message>
        <source>Image %1</source>
        <translation>图像 %1</translation>
    </message>
    <message>
        <source>Making the image…</source>
        <translation>正在生成图像…</translation>
    </message>
    <message>
        <source>Image %1 of %2</source>
        <translation>第 %1 张图像，共 %2 张</translation>
    </message>
    <message>
        <source>All images</source>
        <translation>全部图像</translation>
    </message>
    <message>
        <source>Back to all images (Esc)</source>
        <translation>返回全部图像（Esc）</translation>
    </message>
    <message>
        <source>The image before (Left)</source>
        <translation>上一张图像（左方向键）</translation>
    </message>
    <message>
        <source>The image before</source>
        <translation>上一张图像</translation>
    </message>
    <message>
        <source>The next image (Right)</source>
        <translation>下一张图像（右方向键）</translation>
    </message>
    <message>
        <source>The next image</source>
        <translation>下一张图像</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ExploreActions</name>
    <message>
        <source>&amp;Go here</source>
        <translation>转到此处(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>收藏(&amp;K)</translation>
    </message>
    <message>
        <source>Use as &amp;A</source>
        <translation>用作 A(&amp;A)</translation>
    </message>
    <message>
        <source>Use as &amp;B</source>
        <translation>用作 B(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) of other models are left out: export them by themselves.</source>
        <translation>
            <numerusform>已略过其他模型的 %n 张图像：请单独导出。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) moved to the trash</source>
        <translation>
            <numerusform>已将 %n 张图像移到回收站</numerusform>
        </translation>
    </message>
    <message>
        <source>Save image</source>
        <translation>保存图像</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ExploreBar</name>
    <message>
        <source>Epoch %1, step %2</source>
        <translation>第 %1 轮，第 %2 步</translation>
    </message>
    <message>
        <source>How long the weights that are looked at had been trained</source>
        <translation>当前权重已训练的时长</translation>
    </message>
    <message>
        <source>Follow training</source>
        <translation>跟随训练</translation>
    </message>
    <message>
        <source>Look at the newest averaged weights of the training that runs, again and again</source>
        <translation>不断换用正在训练的最新平均权重</translation>
    </message>
    <message>
        <source>Back to where you were (Ctrl+Z)</source>
        <translation>回到先前的位置（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Forward again (Ctrl+Shift+Z)</source>
        <translation>重做（Ctrl+Shift+Z）</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>&amp;Grid or way from A to B…</source>
        <translation>网格或从 A 到 B 的过渡(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;This image…</source>
        <translation>这张图像(&amp;T)…</translation>
    </message>
    <message>
        <source>Save the grid, the way from A to B, this image or the model</source>
        <translation>保存网格、从 A 到 B 的过渡、这张图像或模型</translation>
    </message>
    <message>
        <source>The &amp;model…</source>
        <translation>模型(&amp;M)…</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ExploreController</name>
    <message>
        <source>A place off the pad</source>
        <translation>双轴面板以外的位置</translation>
    </message>
    <message>
        <source>Between two images, %1 % across and %2 % down</source>
        <translation>两张图像之间，横向 %1%，纵向 %2%</translation>
    </message>
    <message>
        <source>Between seeds %1 and %2, %3 % across and %4 % down</source>
        <translation>种子 %1 与 %2 之间，横向 %3%，纵向 %4%</translation>
    </message>
    <message>
        <source>Seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>This image has %1 numbers in its latent, this model takes %2: it can&apos;t be used here.</source>
        <translation>这张图像的潜变量有 %1 维，此模型需要 %2 维，无法在此使用。</translation>
    </message>
    <message>
        <source>The model of this image can&apos;t be opened. The model that is open shows its own image for the same latent.</source>
        <translation>无法打开这张图像的模型。现在显示的是已打开的模型由同一潜变量生成的图像。</translation>
    </message>
    <message>
        <source>Used as A</source>
        <translation>已用作 A</translation>
    </message>
    <message>
        <source>Used as B</source>
        <translation>已用作 B</translation>
    </message>
    <message>
        <source>This picture does not say which latents it shows.</source>
        <translation>这张图片没有记录它的潜变量。</translation>
    </message>
    <message>
        <source>The model of this picture is not known. Open one first, then drop the picture again.</source>
        <translation>不知道这张图片来自哪个模型。请先打开一个模型，再拖放这张图片。</translation>
    </message>
    <message>
        <source>Back at the place of the picture</source>
        <translation>已回到这张图片的位置</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ExplorePage</name>
    <message>
        <source>On a walk</source>
        <translation>漫游中</translation>
    </message>
    <message>
        <source>A place off the pad</source>
        <translation>双轴面板以外的位置</translation>
    </message>
    <message>
        <source>%1 % across, %2 % down</source>
        <translation>横向 %1%，纵向 %2%</translation>
    </message>
    <message>
        <source>Opening the model</source>
        <translation>正在打开模型</translation>
    </message>
    <message>
        <source>Its images appear here in a moment.</source>
        <translation>稍后将在此显示它的图像。</translation>
    </message>
    <message>
        <source>Move between two generated images</source>
        <translation>在两张生成图像之间移动</translation>
    </message>
    <message>
        <source>A training is running. Watch what it can draw by now, at any place between two of its images.</source>
        <translation>训练正在进行。看看它现在能画出什么，可停在两张图像之间的任意位置。</translation>
    </message>
    <message>
        <source>Follow training</source>
        <translation>跟随训练</translation>
    </message>
    <message>
        <source>Here you walk between two images that a trained model invents. Train one, or choose a model above.</source>
        <translation>您可以在这里游走于模型生成的两张图像之间。请先训练一个模型，或在上方选择模型。</translation>
    </message>
    <message>
        <source>Train first</source>
        <translation>先去训练</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>交换</translation>
    </message>
    <message>
        <source>A and B change places</source>
        <translation>交换 A 和 B 的位置</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>交换 A 和 B</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ExploreStage</name>
    <message>
        <source>Image at the cursor</source>
        <translation>光标处的图像</translation>
    </message>
    <message>
        <source>The image at the cursor; right-click for more</source>
        <translation>光标处的图像；右键单击查看更多操作</translation>
    </message>
    <message>
        <source>The image is being made…</source>
        <translation>正在生成图像…</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Keep this image in the strip below (K)</source>
        <translation>将这张图像收藏到下方（K）</translation>
    </message>
    <message>
        <source>Use as A</source>
        <translation>用作 A</translation>
    </message>
    <message>
        <source>Begin the way from A to B at this image</source>
        <translation>以这张图像作为从 A 到 B 的起点</translation>
    </message>
    <message>
        <source>Use as B</source>
        <translation>用作 B</translation>
    </message>
    <message>
        <source>End the way from A to B at this image</source>
        <translation>以这张图像作为从 A 到 B 的终点</translation>
    </message>
    <message>
        <source>Random walk</source>
        <translation>随机漫游</translation>
    </message>
    <message>
        <source>Pause walk</source>
        <translation>暂停漫游</translation>
    </message>
    <message>
        <source>Walk on</source>
        <translation>继续漫游</translation>
    </message>
    <message>
        <source>Wander between the kept images, or between random ones where there are fewer than two (W)</source>
        <translation>在收藏的图像之间漫游；不足两张时在随机图像之间漫游（W）</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>慢</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>快</translation>
    </message>
    <message>
        <source>How fast the walk goes</source>
        <translation>漫游的快慢</translation>
    </message>
    <message>
        <source>Speed of the walk</source>
        <translation>漫游速度</translation>
    </message>
    <message>
        <source>Use this place</source>
        <translation>停在这里</translation>
    </message>
    <message>
        <source>Pause the walk first, then stay at its image with this</source>
        <translation>先暂停漫游，再用此按钮停在当前图像</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ExportDialog</name>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
    <message>
        <source>Nothing to show</source>
        <translation>没有可显示的内容</translation>
    </message>
    <message>
        <source>Making a few images…</source>
        <translation>正在生成几张图像…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>关闭此窗口</translation>
    </message>
    <message>
        <source>End the export and remove what it wrote</source>
        <translation>结束导出并删除已写入的内容</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message numerus="yes">
        <source>A film of %Ln frame(s), %1 s, %2</source>
        <translation>
            <numerusform>视频，共 %Ln 帧，%1 秒，%2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln PNG file(s), %1 each</source>
        <translation>
            <numerusform>%Ln 个 PNG 文件，每个 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>One PNG file, %1</source>
        <translation>一个 PNG 文件，%1</translation>
    </message>
    <message>
        <source>No epoch of this run has a preview yet.</source>
        <translation>此训练还没有任何一轮的预览。</translation>
    </message>
    <message>
        <source>There is no image to export.</source>
        <translation>没有可导出的图像。</translation>
    </message>
    <message>
        <source>%1: too large. Choose a smaller size.</source>
        <translation>%1：过大。请选择较小的尺寸。</translation>
    </message>
    <message>
        <source>%1: too large for one PNG, which has at most 16,384 pixels on a side. Choose a smaller size, other columns or single images.</source>
        <translation>%1：超出一张 PNG 的上限（每边最多 16,384 像素）。请减小尺寸、更改列数或导出单张图像。</translation>
    </message>
    <message>
        <source>A film has at least 2 pixels on a side. Choose a larger size.</source>
        <translation>视频每边至少 2 像素。请选择较大的尺寸。</translation>
    </message>
    <message>
        <source>Films (*.mp4)</source>
        <translation>视频 (*.mp4)</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Cancelled; nothing was kept.</source>
        <translation>已取消，没有保留任何内容。</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>%1 of %2 images</source>
        <translation>第 %1 张图像，共 %2 张</translation>
    </message>
    <message>
        <source>%1 of %2 images, %3 left</source>
        <translation>第 %1 张图像，共 %2 张，剩余 %3</translation>
    </message>
    <message numerus="yes">
        <source>Saved %Ln file(s) in %1</source>
        <translation>
            <numerusform>已在 %1 中保存 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved %1, %Ln frame(s)</source>
        <translation>
            <numerusform>已保存 %1，共 %Ln 帧</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln preview(s) could not be read and are not in the film.</source>
        <translation>
            <numerusform>%Ln 个预览无法读取，未包含在视频中。</numerusform>
        </translation>
    </message>
    <message>
        <source>How it will look</source>
        <translation>效果预览</translation>
    </message>
    <message>
        <source>What will be made</source>
        <translation>将要生成的内容</translation>
    </message>
    <message>
        <source>The file or folder to write</source>
        <translation>要写入的文件或文件夹</translation>
    </message>
    <message>
        <source>File or folder to write</source>
        <translation>要写入的文件或文件夹</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>选择(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose the file or folder to write</source>
        <translation>选择要写入的文件或文件夹</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>导出(&amp;X)</translation>
    </message>
    <message>
        <source>Make the images and write them</source>
        <translation>生成图像并写入文件</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ExportForm</name>
    <message>
        <source>&amp;Single images</source>
        <translation>单张图像(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;One image</source>
        <translation>一张图像(&amp;O)</translation>
    </message>
    <message>
        <source>The &amp;grid on one sheet</source>
        <translation>网格拼图(&amp;G)</translation>
    </message>
    <message>
        <source>One s&amp;heet</source>
        <translation>一张拼图(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Film from A to B</source>
        <translation>从 A 到 B 的视频(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Film of the epochs</source>
        <translation>各轮的视频(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Numbered pictures from A to B</source>
        <translation>从 A 到 B 的编号图片(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;This preview</source>
        <translation>当前预览(&amp;T)</translation>
    </message>
    <message>
        <source>A PNG for each image, in a folder</source>
        <translation>每张图像一个 PNG，放在一个文件夹中</translation>
    </message>
    <message>
        <source>One PNG</source>
        <translation>一个 PNG</translation>
    </message>
    <message>
        <source>All images side by side on one PNG</source>
        <translation>所有图像拼成一张 PNG</translation>
    </message>
    <message>
        <source>An MP4 that goes straight from A to B</source>
        <translation>从 A 直接过渡到 B 的 MP4</translation>
    </message>
    <message>
        <source>An MP4 with the preview of every epoch, one after another</source>
        <translation>依次显示每一轮预览的 MP4</translation>
    </message>
    <message>
        <source>The film&apos;s frames as PNGs with numbers, for another program to put together</source>
        <translation>将视频各帧存为带编号的 PNG，供其他程序合成</translation>
    </message>
    <message>
        <source>The preview that the page shows, as a PNG</source>
        <translation>将页面当前显示的预览存为 PNG</translation>
    </message>
    <message>
        <source>What</source>
        <translation>导出内容</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>尺寸(&amp;Z)</translation>
    </message>
    <message>
        <source>How many times as large as they were generated</source>
        <translation>相对于生成尺寸的放大倍数</translation>
    </message>
    <message>
        <source>×</source>
        <comment>times as large</comment>
        <translation> 倍</translation>
    </message>
    <message>
        <source>&amp;Enlarge</source>
        <translation>放大方式(&amp;E)</translation>
    </message>
    <message>
        <source>How pixels are made larger</source>
        <translation>像素的放大方式</translation>
    </message>
    <message>
        <source>Sharp squares</source>
        <translation>清晰方块</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>列数(&amp;C)</translation>
    </message>
    <message>
        <source>Images in a row</source>
        <translation>每行的图像数</translation>
    </message>
    <message>
        <source>&amp;Padding</source>
        <translation>间距(&amp;P)</translation>
    </message>
    <message>
        <source>Pixels around and between the images, before they are enlarged</source>
        <translation>图像四周和之间的像素数（放大之前）</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Padding &amp;grey</source>
        <translation>间距灰度(&amp;G)</translation>
    </message>
    <message>
        <source>Grey level of the padding: 0 is black, 1 is white</source>
        <translation>间距的灰度：0 为黑，1 为白</translation>
    </message>
    <message>
        <source>F&amp;rames</source>
        <translation>帧数(&amp;R)</translation>
    </message>
    <message>
        <source>Pictures from A to B, both included</source>
        <translation>从 A 到 B 的图片数，包括两端</translation>
    </message>
    <message>
        <source>Frames per secon&amp;d</source>
        <translation>每秒帧数(&amp;D)</translation>
    </message>
    <message>
        <source>How fast the film runs</source>
        <translation>视频的播放速度</translation>
    </message>
    <message>
        <source>There and &amp;back</source>
        <translation>往返(&amp;B)</translation>
    </message>
    <message>
        <source>From A to B and back to A, so that it can run in a circle</source>
        <translation>从 A 到 B 再回到 A，便于循环播放</translation>
    </message>
    <message>
        <source>&amp;Write the epoch in the corner</source>
        <translation>在角落标注轮数(&amp;W)</translation>
    </message>
    <message>
        <source>A caption in the lower left corner of each frame</source>
        <translation>在每帧左下角添加文字</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ExportModelDialog</name>
    <message>
        <source>%1, epoch %2</source>
        <translation>%1，第 %2 轮</translation>
    </message>
    <message>
        <source>Reading the model…</source>
        <translation>正在读取模型…</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Exported to %1 and %2</source>
        <translation>已导出到 %1 和 %2</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>已导出到 %1</translation>
    </message>
    <message>
        <source>Export model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <source>In Python</source>
        <translation>在 Python 中</translation>
    </message>
    <message>
        <source>Loads the file and makes an image with it</source>
        <translation>载入文件并用它生成图像</translation>
    </message>
    <message>
        <source>Python that loads the file</source>
        <translation>载入文件的 Python 代码</translation>
    </message>
    <message>
        <source>Copy the Python text</source>
        <translation>复制 Python 代码</translation>
    </message>
    <message>
        <source>The file to write</source>
        <translation>要写入的文件</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>要写入的文件</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>选择(&amp;H)…</translation>
    </message>
    <message>
        <source>Choose the file to write</source>
        <translation>选择要写入的文件</translation>
    </message>
    <message>
        <source>The model is being written</source>
        <translation>正在写入模型</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>关闭此窗口</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>导出(&amp;X)</translation>
    </message>
    <message>
        <source>Write the model</source>
        <translation>写入模型</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ExportModelForm</name>
    <message>
        <source>For torch.load in Python, and to publish</source>
        <translation>供 Python 中的 torch.load 使用，适合发布</translation>
    </message>
    <message>
        <source>The same weights in a file that can hold no code</source>
        <translation>相同的权重，文件中不可能含有代码</translation>
    </message>
    <message>
        <source>Runs in Python and C++ without the model&apos;s source</source>
        <translation>无需模型源码，即可在 Python 和 C++ 中运行</translation>
    </message>
    <message>
        <source>For ONNX Runtime, OpenCV and programs without PyTorch</source>
        <translation>供 ONNX Runtime、OpenCV 和没有 PyTorch 的程序使用</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>&amp;Names</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>What the layers are called in the file, so that your model&apos;s class finds them</source>
        <translation>文件中各层的名称，使您的模型类能够对应</translation>
    </message>
    <message>
        <source>The article&apos;s: ConvT1, batchN1</source>
        <translation>原文：ConvT1、batchN1</translation>
    </message>
    <message>
        <source>PyTorch&apos;s DCGAN example: main.0, main.1</source>
        <translation>PyTorch 的 DCGAN 示例：main.0、main.1</translation>
    </message>
    <message>
        <source>&amp;Weights</source>
        <translation>权重(&amp;W)</translation>
    </message>
    <message>
        <source>The average over the training makes better images; the raw ones are what training left</source>
        <translation>训练过程中的平均权重生成的图像更好；原始权重是训练所得</translation>
    </message>
    <message>
        <source>Averaged</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>W&amp;ith the critic</source>
        <translation>包含评判器(&amp;I)</translation>
    </message>
    <message>
        <source>The network that scores images, for who wants to train on</source>
        <translation>为图像评分的网络，供继续训练使用</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ExportStatus</name>
    <message>
        <source>Sho&amp;w in folder</source>
        <translation>在文件夹中显示(&amp;W)</translation>
    </message>
    <message>
        <source>Open the folder that it was saved in</source>
        <translation>打开所保存到的文件夹</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::FieldEditor</name>
    <message>
        <source>Back to the preset&apos;s %1</source>
        <translation>恢复为预设值 %1</translation>
    </message>
    <message>
        <source>Back to the preset</source>
        <translation>恢复预设值</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>重置“%1”</translation>
    </message>
    <message>
        <source>Not as in the preset</source>
        <translation>与预设不同</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::FindingRow</name>
    <message>
        <source>Shows these pictures alone, or all again</source>
        <translation>只显示这些图片，或重新显示全部</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n picture(s)</source>
        <translation>
            <numerusform>%1：%n 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <extracomment>What a finding means, then what is done about it</extracomment>
        <translation>%1%2</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::FindingsSection</name>
    <message>
        <source>Each picture is being looked at…</source>
        <translation>正在检查每张图片…</translation>
    </message>
    <message>
        <source>The pictures were not looked at. Training does so when it begins.</source>
        <translation>尚未检查图片。训练开始时会检查。</translation>
    </message>
    <message>
        <source>Nothing stands out: every picture is used as it is.</source>
        <translation>一切正常：每张图片都照原样使用。</translation>
    </message>
    <message>
        <source>Decoded pictures can&apos;t be kept on the disk, so they are decoded anew each time.</source>
        <translation>解码后的图片无法保存到磁盘，因此每次都会重新解码。</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Chec&amp;k now</source>
        <translation>立即检查(&amp;K)</translation>
    </message>
    <message>
        <source>Looks at each picture, to find those that can&apos;t be used</source>
        <translation>检查每张图片，找出无法使用的图片</translation>
    </message>
    <message>
        <source>Check the pictures now</source>
        <translation>立即检查图片</translation>
    </message>
    <message>
        <source>Can&apos;t be used, so training skips them</source>
        <translation>无法使用，训练时跳过</translation>
    </message>
    <message>
        <source>Training leaves these pictures out</source>
        <translation>训练时排除这些图片</translation>
    </message>
    <message>
        <source>Leave out: %1</source>
        <translation>排除：%1</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::FitControls</name>
    <message>
        <source>&amp;Size</source>
        <translation>尺寸(&amp;S)</translation>
    </message>
    <message>
        <source>Width and height of the images that the network sees and makes. Twice the size takes about four times as long.</source>
        <translation>网络看到和生成的图像的宽度和高度。尺寸翻倍，用时约为四倍。</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>图像尺寸</translation>
    </message>
    <message>
        <source>%1 × %1 pixels</source>
        <translation>%1 × %1 像素</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适配(&amp;F)</translation>
    </message>
    <message>
        <source>What happens to a picture that is not square</source>
        <translation>如何处理非方形的图片</translation>
    </message>
    <message>
        <source>Crop to the centre</source>
        <translation>裁剪中央</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>拉伸</translation>
    </message>
    <message>
        <source>Crop to the top</source>
        <translation>裁剪顶部</translation>
    </message>
    <message>
        <source>Pad with a colour</source>
        <translation>用颜色填充</translation>
    </message>
    <message>
        <source>Pad with the edge</source>
        <translation>用边缘填充</translation>
    </message>
    <message>
        <source>For portraits: keeps the upper part of a tall picture</source>
        <translation>适合人像：保留竖长图片的上部</translation>
    </message>
    <message>
        <source>Colour of the padding</source>
        <translation>填充的颜色</translation>
    </message>
    <message>
        <source>The colour beside or above a picture that is padded</source>
        <translation>被填充的图片旁边或上下的颜色</translation>
    </message>
    <message>
        <source>&amp;Behind transparency</source>
        <translation>透明区域底色(&amp;B)</translation>
    </message>
    <message>
        <source>Colour behind transparency</source>
        <translation>透明区域底色</translation>
    </message>
    <message>
        <source>Some pictures have transparent parts: they are laid over this colour</source>
        <translation>有些图片带有透明区域：它们会叠在这种颜色之上</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::FolderChoice</name>
    <message>
        <source>Choose a folder of pictures</source>
        <translation>选择图片文件夹</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::GalleryActions</name>
    <message>
        <source>Enlarge</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Show this image large (Enter)</source>
        <translation>放大显示这张图像（Enter）</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Keep the selected images in the strip on the page Explore (K)</source>
        <translation>将选中的图像收藏到“探索”页（K）</translation>
    </message>
    <message>
        <source>Use as A</source>
        <translation>用作 A</translation>
    </message>
    <message>
        <source>Explore between this image and B (A)</source>
        <translation>在这张图像与 B 之间探索（A）</translation>
    </message>
    <message>
        <source>Use as B</source>
        <translation>用作 B</translation>
    </message>
    <message>
        <source>Explore between A and this image (B)</source>
        <translation>在 A 与这张图像之间探索（B）</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>复制图像</translation>
    </message>
    <message>
        <source>Copy this image for other programs (Ctrl+C)</source>
        <translation>复制这张图像供其他程序使用（Ctrl+C）</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Select all images (Ctrl+A)</source>
        <translation>选中全部图像（Ctrl+A）</translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln image(s)…</source>
        <translation>
            <numerusform>导出 %Ln 张图像…</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the selected images as files (Ctrl+E)</source>
        <translation>将选中的图像保存为文件（Ctrl+E）</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>全部导出…</translation>
    </message>
    <message>
        <source>Save all images as files (Ctrl+E)</source>
        <translation>将全部图像保存为文件（Ctrl+E）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>已选中 %Ln 张</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln 张图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Smaller images (Ctrl+-)</source>
        <translation>缩小图像（Ctrl+-）</translation>
    </message>
    <message>
        <source>Smaller images</source>
        <translation>缩小图像</translation>
    </message>
    <message>
        <source>Larger images (Ctrl++)</source>
        <translation>放大图像（Ctrl++）</translation>
    </message>
    <message>
        <source>Larger images</source>
        <translation>放大图像</translation>
    </message>
    <message>
        <source>Size of the images (Ctrl+wheel)</source>
        <translation>图像大小（Ctrl+滚轮）</translation>
    </message>
    <message>
        <source>Size of the images</source>
        <translation>图像大小</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::GalleryBar</name>
    <message>
        <source>S&amp;eed</source>
        <translation>种子(&amp;E)</translation>
    </message>
    <message>
        <source>The number that the images are made from: the same seed makes the same images again</source>
        <translation>生成图像所用的数字：相同的种子生成相同的图像</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>&amp;New seed</source>
        <translation>新种子(&amp;N)</translation>
    </message>
    <message>
        <source>Make other images</source>
        <translation>生成另一批图像</translation>
    </message>
    <message>
        <source>&amp;Images</source>
        <translation>图像数(&amp;I)</translation>
    </message>
    <message>
        <source>How many images there are; only those in view are made</source>
        <translation>图像的数量；只生成可见的部分</translation>
    </message>
    <message>
        <source>Number of images</source>
        <translation>图像数量</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::GalleryImages</name>
    <message>
        <source>Seed %1, image %2</source>
        <translation>种子 %1，图像 %2</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::GalleryModel</name>
    <message>
        <source>Image %1 of seed %2</source>
        <translation>种子 %2 的图像 %1</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::GalleryPage</name>
    <message>
        <source>Images will be here</source>
        <translation>图像将显示在这里</translation>
    </message>
    <message>
        <source>The training can show what it makes now: as many images as you want, to keep, to explore from, to export.</source>
        <translation>正在进行的训练可以展示它现在生成的图像：数量不限，可收藏、探索和导出。</translation>
    </message>
    <message>
        <source>Show the training&apos;s newest</source>
        <translation>显示训练的最新结果</translation>
    </message>
    <message>
        <source>As many as you want, from any model that you have trained: choose one above, or train one first.</source>
        <translation>数量不限，来自您训练过的任意模型：请在上方选择，或先训练一个。</translation>
    </message>
    <message>
        <source>Train first</source>
        <translation>先去训练</translation>
    </message>
    <message numerus="yes">
        <source>At most %Ln image(s) can be kept at once. Select fewer, or export them.</source>
        <translation>
            <numerusform>一次最多收藏 %Ln 张图像。请少选一些，或直接导出。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kept %Ln image(s).</source>
        <translation>
            <numerusform>已收藏 %Ln 张图像。</numerusform>
        </translation>
    </message>
    <message>
        <source>This image is A now, on the page Explore.</source>
        <translation>这张图像现在是“探索”页的 A。</translation>
    </message>
    <message>
        <source>This image is B now, on the page Explore.</source>
        <translation>这张图像现在是“探索”页的 B。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) are being dragged; export takes all of them.</source>
        <translation>
            <numerusform>拖出 %Ln 张图像；要取出全部，请使用导出。</numerusform>
        </translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Making images…</source>
        <translation>正在生成图像…</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::HeldOutSection</name>
    <message>
        <source>None: whether the critic learns by heart will not be seen.</source>
        <translation>无：将无法看出评判器是否在死记硬背。</translation>
    </message>
    <message>
        <source>None: with fewer than %1 pictures each is needed.</source>
        <translation>无：图片少于 %1 张时，每一张都需要。</translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s). They show whether the critic learns by heart.</source>
        <translation>
            <numerusform>%1 张图片，用来判断评判器是否在死记硬背。</numerusform>
        </translation>
    </message>
    <message>
        <source>S&amp;hare</source>
        <translation>比例(&amp;H)</translation>
    </message>
    <message>
        <source> %</source>
        <comment>after a number</comment>
        <translation> %</translation>
    </message>
    <message>
        <source>The share of the pictures that training never sees</source>
        <translation>训练永远看不到的图片所占的比例</translation>
    </message>
    <message>
        <source>Share of the pictures that is kept from training</source>
        <translation>不参与训练的图片比例</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Choose a topic</source>
        <translation>选择主题</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>The text of the topic</source>
        <translation>主题的正文</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::KeeperStrip</name>
    <message>
        <source>Images that you keep (K) stay here.</source>
        <translation>收藏（K）的图像会留在这里。</translation>
    </message>
    <message>
        <source>Kept images</source>
        <translation>收藏的图像</translation>
    </message>
    <message>
        <source>Double-click to go to an image; drag to put them in order, or onto A or B</source>
        <translation>双击转到图像；拖动可调整顺序，也可拖到 A 或 B 上</translation>
    </message>
    <message>
        <source>Go to this image</source>
        <translation>转到这张图像</translation>
    </message>
    <message>
        <source>Use as A</source>
        <translation>用作 A</translation>
    </message>
    <message>
        <source>Use as B</source>
        <translation>用作 B</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Move to the left</source>
        <translation>左移</translation>
    </message>
    <message>
        <source>Move to the right</source>
        <translation>右移</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::KeepersModel</name>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::LatentCard</name>
    <message>
        <source>From a picture</source>
        <translation>来自图片</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>Click to see %1 large; drop an exported picture here to use it as %1</source>
        <translation>单击放大查看 %1；将导出的图片拖到这里即可用作 %1</translation>
    </message>
    <message>
        <source>Image %1</source>
        <translation>图像 %1</translation>
    </message>
    <message>
        <source>The seed that %1 is made from</source>
        <translation>生成 %1 所用的种子</translation>
    </message>
    <message>
        <source>Seed of %1</source>
        <translation>%1 的种子</translation>
    </message>
    <message>
        <source>Another seed for %1</source>
        <translation>为 %1 换一个种子</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::LatentSliders</name>
    <message>
        <source>Number %1 of z</source>
        <translation>z 的第 %1 个分量</translation>
    </message>
    <message>
        <source>Number %1 of z, from %2 to %3</source>
        <translation>z 的第 %1 个分量，从 %2 到 %3</translation>
    </message>
    <message>
        <source>Single numbers of z</source>
        <translation>z 的各个分量</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::LossOverlay</name>
    <message>
        <source>Time in minutes</source>
        <translation>时间（分钟）</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>C&amp;urve</source>
        <translation>曲线(&amp;U)</translation>
    </message>
    <message>
        <source>Which value of the runs is compared</source>
        <translation>比较各次训练的哪个数值</translation>
    </message>
    <message>
        <source>Compared value</source>
        <translation>比较的数值</translation>
    </message>
    <message>
        <source>o&amp;ver</source>
        <translation>横轴(&amp;V)</translation>
    </message>
    <message>
        <source>Compare at equal steps or at equal time spent training</source>
        <translation>按相同的步数或相同的训练时间比较</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>&amp;Smooth</source>
        <translation>平滑(&amp;S)</translation>
    </message>
    <message>
        <source>How much the curves are smoothed; left: not at all</source>
        <translation>曲线的平滑程度；最左端为不平滑</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Drag to move, mouse wheel to zoom</source>
        <translation>拖动平移，滚轮缩放</translation>
    </message>
    <message>
        <source>Losses of the selected runs</source>
        <translation>所选训练的损失</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::LossPlot</name>
    <message>
        <source>Smoothing: %1 %. The raw values stay faintly visible.</source>
        <translation>平滑：%1%。原始数值仍以浅色显示。</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Symmetric log</source>
        <translation>对称对数</translation>
    </message>
    <message>
        <source>Scale of the values</source>
        <translation>数值刻度</translation>
    </message>
    <message>
        <source>Linear, or logarithmic away from zero on both sides</source>
        <translation>线性，或从零向两侧取对数</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Keep the newest step in view</source>
        <translation>始终显示最新的一步</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Show everything again (double-click)</source>
        <translation>重新显示全部（双击）</translation>
    </message>
    <message>
        <source>Export the plot</source>
        <translation>导出曲线图</translation>
    </message>
    <message>
        <source>Save the plot as PNG, PDF or SVG, or the shown curves as CSV</source>
        <translation>将曲线图保存为 PNG、PDF 或 SVG，或将显示的曲线保存为 CSV</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::MainWindow</name>
    <message>
        <source>There is no picture to save here yet.</source>
        <translation>这里还没有可保存的图像。</translation>
    </message>
    <message>
        <source>There is nothing to export here yet.</source>
        <translation>这里还没有可导出的内容。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可撤销的操作。</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>没有可重做的操作。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Saving… A checkpoint is being written; the window closes when it is done.</source>
        <translation>正在保存… 正在写入检查点，完成后窗口将关闭。</translation>
    </message>
    <message>
        <source>%1 – Wasserfarbe</source>
        <translation>%1 – Wasserfarbe</translation>
    </message>
    <message>
        <source>There is no model to export here yet.</source>
        <translation>这里还没有可导出的模型。</translation>
    </message>
    <message>
        <source>Open a run: choose its folder</source>
        <translation>打开训练：选择它的文件夹</translation>
    </message>
    <message>
        <source>Open a model file or checkpoint</source>
        <translation>打开模型文件或检查点</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::MessageBar</name>
    <message>
        <source>What can be done about it</source>
        <translation>可采取的措施</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Show or hide what the program says in full</source>
        <translation>显示或隐藏程序的完整信息</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>消息的详细信息</translation>
    </message>
    <message>
        <source>The program&apos;s own words; select them to copy</source>
        <translation>程序的原始信息；选中即可复制</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ModelChooser</name>
    <message>
        <source>Open model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Which weights make the images: the training&apos;s newest, a run&apos;s checkpoint or a model file</source>
        <translation>用哪些权重生成图像：正在训练的最新权重、某次训练的检查点或模型文件</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>%1, training, step %2</source>
        <translation>%1，正在训练，第 %2 步</translation>
    </message>
    <message>
        <source>%1, epoch %2, raw weights</source>
        <translation>%1，第 %2 轮，原始权重</translation>
    </message>
    <message>
        <source>%1, epoch %2</source>
        <translation>%1，第 %2 轮</translation>
    </message>
    <message>
        <source>%1, raw weights</source>
        <translation>%1，原始权重</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ModelPopup</name>
    <message>
        <source>Newest of the training (%1)</source>
        <translation>正在训练的最新权重（%1）</translation>
    </message>
    <message>
        <source>The weights as the training has them now; they are renewed after each epoch</source>
        <translation>训练当前的权重；每轮之后更新</translation>
    </message>
    <message>
        <source>The newest checkpoint of %1</source>
        <translation>%1 的最新检查点</translation>
    </message>
    <message>
        <source>Find a run</source>
        <translation>查找训练</translation>
    </message>
    <message>
        <source>Show only the runs whose name contains this</source>
        <translation>只显示名称包含此文字的训练</translation>
    </message>
    <message>
        <source>Choose a run for its newest checkpoint, or unfold it and choose an epoch</source>
        <translation>选择训练以使用其最新检查点，或展开后选择某一轮</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>&amp;Raw weights instead of averaged</source>
        <translation>使用原始权重而非平均权重(&amp;R)</translation>
    </message>
    <message>
        <source>The weights as training left them; averaged ones make calmer, better images</source>
        <translation>训练所得的原始权重；平均权重生成的图像更稳定、更好</translation>
    </message>
    <message>
        <source>&amp;Open model file…</source>
        <translation>打开模型文件(&amp;O)…</translation>
    </message>
    <message>
        <source>A checkpoint or model file anywhere on this computer</source>
        <translation>这台电脑上任意位置的检查点或模型文件</translation>
    </message>
    <message>
        <source>Looking for runs…</source>
        <translation>正在查找训练…</translation>
    </message>
    <message>
        <source>No run in %1 has a checkpoint yet.</source>
        <translation>%1 中的训练都还没有检查点。</translation>
    </message>
    <message>
        <source>Epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>Epoch %1, step %2</source>
        <translation>第 %1 轮，第 %2 步</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::OpenModelDialog</name>
    <message>
        <source>A run needs a critic too: add its file</source>
        <translation>训练还需要评判器：请添加它的文件</translation>
    </message>
    <message>
        <source>A run needs a generator too: add its file</source>
        <translation>训练还需要生成器：请添加它的文件</translation>
    </message>
    <message>
        <source>The generator and the critic are for images of different sizes</source>
        <translation>生成器与评判器对应的图像尺寸不同</translation>
    </message>
    <message>
        <source>Open the critic&apos;s file</source>
        <translation>打开评判器的文件</translation>
    </message>
    <message>
        <source>Open the generator&apos;s file</source>
        <translation>打开生成器的文件</translation>
    </message>
    <message>
        <source>There is no critic in “%1”.</source>
        <translation>“%1”中没有评判器。</translation>
    </message>
    <message>
        <source>There is no generator in “%1”.</source>
        <translation>“%1”中没有生成器。</translation>
    </message>
    <message>
        <source>“%1” is a checkpoint with a critic of its own. Branch from it on the page Runs.</source>
        <translation>“%1”是检查点，自带评判器。请在“记录”页以它建立分支。</translation>
    </message>
    <message>
        <source>They don&apos;t belong together: the generator makes images of %1 × %1 pixels, and the critic looks at %2 × %2.</source>
        <translation>两者不匹配：生成器生成 %1 × %1 像素的图像，评判器评判的是 %2 × %2。</translation>
    </message>
    <message>
        <source>There are no tensors in this file.</source>
        <translation>此文件中没有张量。</translation>
    </message>
    <message>
        <source>Wasserfarbe can use generators and critics of the DCGAN family, and this is neither. Below: which tensors do not fit, and what would.</source>
        <translation>Wasserfarbe 可使用 DCGAN 类的生成器和评判器，而此文件两者都不是。下面列出不符的张量及应有的形状。</translation>
    </message>
    <message>
        <source>Train on from these weights with pictures of yours</source>
        <translation>以这些权重和您的图片继续训练</translation>
    </message>
    <message>
        <source>The critic of %1: %2</source>
        <translation>%1 的评判器：%2</translation>
    </message>
    <message>
        <source>The generator of %1: %2</source>
        <translation>%1 的生成器：%2</translation>
    </message>
    <message>
        <source>Open model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>format and size of a file</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Tensors of the file</source>
        <translation>文件中的张量</translation>
    </message>
    <message>
        <source>Tensors that do not fit</source>
        <translation>不符的张量</translation>
    </message>
    <message>
        <source>What each tensor of the file is used as</source>
        <translation>文件中各张量的用途</translation>
    </message>
    <message>
        <source>Which tensors do not fit, and what would</source>
        <translation>不符的张量及应有的形状</translation>
    </message>
    <message>
        <source>&amp;Add the critic&apos;s file…</source>
        <translation>添加评判器文件(&amp;A)…</translation>
    </message>
    <message>
        <source>A run needs a generator and a critic</source>
        <translation>训练需要生成器和评判器</translation>
    </message>
    <message>
        <source>&amp;Add the generator&apos;s file…</source>
        <translation>添加生成器文件(&amp;A)…</translation>
    </message>
    <message>
        <source>The critic alone makes no images</source>
        <translation>仅有评判器无法生成图像</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>关闭此窗口</translation>
    </message>
    <message>
        <source>Ex&amp;port…</source>
        <translation>导出(&amp;P)…</translation>
    </message>
    <message>
        <source>Write the model in another format or with other names</source>
        <translation>以其他格式或名称写入模型</translation>
    </message>
    <message>
        <source>Start a new &amp;run…</source>
        <translation>新建训练(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Explore</source>
        <translation>探索(&amp;E)</translation>
    </message>
    <message>
        <source>Make images with the generator</source>
        <translation>用生成器生成图像</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>应为</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>实为</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Tensor in the file</source>
        <translation>文件中的张量</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Used as</source>
        <translation>用作</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::PathOptions</name>
    <message>
        <source>&amp;Way</source>
        <translation>插值方式(&amp;W)</translation>
    </message>
    <message>
        <source>Straight (lerp)</source>
        <translation>线性插值（lerp）</translation>
    </message>
    <message>
        <source>Arc (slerp)</source>
        <translation>球面插值（slerp）</translation>
    </message>
    <message>
        <source>How the latents between A and B are made: on a straight line, or along an arc that keeps their length</source>
        <translation>A 与 B 之间的潜变量如何得到：沿直线，或沿保持长度的弧线</translation>
    </message>
    <message>
        <source>Way between A and B</source>
        <translation>A 与 B 之间的插值方式</translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation>步数(&amp;S)</translation>
    </message>
    <message>
        <source>Steps from A to B on each axis; the grid has one more column and row</source>
        <translation>每个轴上从 A 到 B 的步数；网格的行列数比它多一</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>S&amp;plit after</source>
        <translation>分割位置(&amp;P)</translation>
    </message>
    <message>
        <source>How many numbers of the latent the horizontal axis moves; the vertical one moves the rest</source>
        <translation>横轴控制潜变量的前多少个分量；其余由纵轴控制</translation>
    </message>
    <message>
        <source>Split after</source>
        <translation>分割位置</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::PathStrip</name>
    <message>
        <source>First steps:</source>
        <translation>入门步骤：</translation>
    </message>
    <message>
        <source>1. Choose pictures</source>
        <translation>1. 选择图片</translation>
    </message>
    <message>
        <source>2. Train</source>
        <translation>2. 训练</translation>
    </message>
    <message>
        <source>3. Explore</source>
        <translation>3. 探索</translation>
    </message>
    <message>
        <source>A folder of pictures of your own, or the demo faces</source>
        <translation>您自己的图片文件夹，或演示人脸</translation>
    </message>
    <message>
        <source>Press Train and watch the preview for some minutes</source>
        <translation>点击“开始”，观察预览几分钟</translation>
    </message>
    <message>
        <source>Move between two of the faces that your generator makes</source>
        <translation>在您的生成器画出的两张人脸之间移动</translation>
    </message>
    <message>
        <source>Hide the first steps for good</source>
        <translation>不再显示入门步骤</translation>
    </message>
    <message>
        <source>Hide the first steps</source>
        <translation>隐藏入门步骤</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::PictureModel</name>
    <message>
        <source>%1 pixels</source>
        <translation>%1 像素</translation>
    </message>
    <message>
        <source>Can&apos;t be used: %1</source>
        <translation>无法使用：%1</translation>
    </message>
    <message>
        <source>As %1</source>
        <translation>与 %1 相同或相似</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>Has its own crop</source>
        <translation>单独裁剪</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::PictureWalls</name>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>在文件夹中显示(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Copy path</source>
        <translation>复制路径(&amp;C)</translation>
    </message>
    <message>
        <source>Your pictures</source>
        <translation>您的图片</translation>
    </message>
    <message>
        <source>What the network sees: %1 × %1 pixels from the centre</source>
        <translation>网络看到的图像：中央 %1 × %1 像素</translation>
    </message>
    <message>
        <source>What the network sees: %1 × %1 pixels, padded</source>
        <translation>网络看到的图像：%1 × %1 像素，已填充</translation>
    </message>
    <message>
        <source>What the network sees: %1 × %1 pixels, stretched</source>
        <translation>网络看到的图像：%1 × %1 像素，已拉伸</translation>
    </message>
    <message>
        <source>The pictures of the folder. Double-click opens one; Ctrl and the mouse wheel change the size.</source>
        <translation>文件夹中的图片。双击打开；按住 Ctrl 滚动滚轮可改变大小。</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>网络看到的图像</translation>
    </message>
    <message>
        <source>The same pictures as training gets them</source>
        <translation>训练时实际使用的同一批图片</translation>
    </message>
    <message>
        <source>Size of the thumbnails; also Ctrl and the mouse wheel</source>
        <translation>缩略图大小；也可按住 Ctrl 滚动滚轮</translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation>缩略图大小</translation>
    </message>
    <message>
        <source>Larger thumbnails (+)</source>
        <translation>放大缩略图（+）</translation>
    </message>
    <message>
        <source>Larger thumbnails</source>
        <translation>放大缩略图</translation>
    </message>
    <message>
        <source>Smaller thumbnails (-)</source>
        <translation>缩小缩略图（-）</translation>
    </message>
    <message>
        <source>Smaller thumbnails</source>
        <translation>缩小缩略图</translation>
    </message>
    <message>
        <source>&amp;Adjust crop…</source>
        <translation>调整裁剪(&amp;A)…</translation>
    </message>
    <message>
        <source>Chooses which part of this picture is kept</source>
        <translation>选择保留这张图片的哪一部分</translation>
    </message>
    <message>
        <source>Nothing is cropped: choose a crop as Fit first</source>
        <translation>当前不裁剪：请先在“适配”中选择裁剪</translation>
    </message>
    <message>
        <source>What the critic sees: %1 × %1 pixels, changed at random</source>
        <translation>评判器看到的图像：%1 × %1 像素，经过随机改变</translation>
    </message>
    <message>
        <source>What the network sees: %1 × %1 pixels from the top</source>
        <translation>网络看到的图像：顶部 %1 × %1 像素</translation>
    </message>
    <message>
        <source>What the network sees: %1 × %1 pixels, padded with the edge</source>
        <translation>网络看到的图像：%1 × %1 像素，已用边缘填充</translation>
    </message>
    <message>
        <source>The same pictures as training gets them. Double-click adjusts the crop.</source>
        <translation>训练时实际使用的同一批图片。双击可调整裁剪。</translation>
    </message>
    <message numerus="yes">
        <source>Showing %1 picture(s): %2</source>
        <extracomment>%1 is the number, %2 a kind of pictures: &quot;Transparent&quot;</extracomment>
        <translation>
            <numerusform>正在显示 %1 张图片：%2</numerusform>
        </translation>
    </message>
    <message>
        <source>Sho&amp;w all</source>
        <translation>全部显示(&amp;W)</translation>
    </message>
    <message>
        <source>Shows all pictures again</source>
        <translation>重新显示所有图片</translation>
    </message>
    <message>
        <source>Show all pictures</source>
        <translation>显示所有图片</translation>
    </message>
    <message>
        <source>None of these could be shown. Their names are below.</source>
        <translation>这些都无法显示，名称列在下方。</translation>
    </message>
    <message>
        <source>The folder&apos;s pictures will be here.</source>
        <translation>文件夹中的图片将显示在这里。</translation>
    </message>
    <message>
        <source>What the network sees of them will be here.</source>
        <translation>网络看到的图像将显示在这里。</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::PlanFields</name>
    <message>
        <source>Choose the pictures on the page Data</source>
        <translation>在“数据”页选择图片</translation>
    </message>
    <message>
        <source>%1
Change them on the page Data</source>
        <translation>%1
可在“数据”页更改</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>after the pictures</source>
        <translation>与图片同名</translation>
    </message>
    <message>
        <source>Name of the run&apos;s folder. Left empty, it is named after the pictures.</source>
        <translation>训练文件夹的名称。留空时按图片文件夹命名。</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>训练名称</translation>
    </message>
    <message>
        <source>Se&amp;ed</source>
        <translation>种子(&amp;E)</translation>
    </message>
    <message>
        <source>The same seed, pictures and settings give the same run</source>
        <translation>种子、图片和设置都相同时，训练结果也相同</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Another random seed</source>
        <translation>换一个随机种子</translation>
    </message>
    <message>
        <source>De&amp;vice</source>
        <translation>设备(&amp;V)</translation>
    </message>
    <message>
        <source>What computes. Automatic takes a GPU where there is one.</source>
        <translation>用于计算的设备。“自动”会在有 GPU 时使用 GPU。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Begins with the weights of %1, step %2</source>
        <translation>以 %1 第 %2 步的权重开始</translation>
    </message>
    <message>
        <source>Begin with new weights instead</source>
        <translation>改为以新权重开始</translation>
    </message>
    <message>
        <source>Begins with the weights of %1, and of %2 for the critic</source>
        <translation>以 %1 的权重开始，评判器取自 %2</translation>
    </message>
    <message>
        <source>Begins with the weights of %1</source>
        <translation>以 %1 的权重开始</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::PlotCanvas</name>
    <message>
        <source>step %1, epoch %2</source>
        <extracomment>&quot;step 1,200, epoch 20&quot;</extracomment>
        <translation>第 %1 步，第 %2 轮</translation>
    </message>
    <message>
        <source>Plot of the losses</source>
        <translation>损失曲线图</translation>
    </message>
    <message>
        <source>Wheel: zoom. Drag: move. Click: set the cursor. Double-click: show everything. Arrow keys move the cursor by a step, Page Up and Page Down by an epoch.</source>
        <translation>滚轮：缩放。拖动：平移。单击：设置光标。双击：显示全部。方向键将光标移动一步，Page Up 和 Page Down 移动一轮。</translation>
    </message>
    <message>
        <source>Saved up to step %1</source>
        <translation>已保存到第 %1 步</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light or dark colours</source>
        <translation>浅色或深色外观</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>The language of the program</source>
        <translation>程序的语言</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>&amp;Runs folder</source>
        <translation>训练保存位置(&amp;R)</translation>
    </message>
    <message>
        <source>New runs are saved in this folder</source>
        <translation>新的训练保存在此文件夹中</translation>
    </message>
    <message>
        <source>Runs folder</source>
        <translation>训练保存位置</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>选择(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose another folder for new runs</source>
        <translation>为新的训练另选文件夹</translation>
    </message>
    <message>
        <source>Choose the runs folder</source>
        <translation>选择训练保存位置</translation>
    </message>
    <message>
        <source>Each run gets a folder of its own here. Runs in the folder of before stay there.</source>
        <translation>每次训练在此有各自的文件夹。原位置中的训练保持不动。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Everything is saved already</source>
        <translation>所有更改均已保存</translation>
    </message>
    <message>
        <source>&amp;Decoded pictures</source>
        <translation>解码后的图片(&amp;D)</translation>
    </message>
    <message>
        <source>Pictures are decoded once and kept in this folder, so that they open at once</source>
        <translation>图片只解码一次，并保存在此文件夹中，以便立即打开</translation>
    </message>
    <message>
        <source>Folder of the decoded pictures</source>
        <translation>解码后图片的文件夹</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>清除(&amp;L)</translation>
    </message>
    <message>
        <source>Frees the room on the disk. Your own pictures stay as they are.</source>
        <translation>释放磁盘空间。您自己的图片保持不变。</translation>
    </message>
    <message>
        <source>Clear the decoded pictures</source>
        <translation>清除解码后的图片</translation>
    </message>
    <message>
        <source>They take %1. Whatever is cleared is decoded anew when it is next needed.</source>
        <translation>占用 %1。清除后，下次需要时会重新解码。</translation>
    </message>
    <message>
        <source>Whatever is cleared is decoded anew when it is next needed.</source>
        <translation>清除后，下次需要时会重新解码。</translation>
    </message>
    <message>
        <source>Cleared: %1 are left. Pictures are decoded anew when they are next needed.</source>
        <translation>已清除，剩余 %1。下次需要时会重新解码。</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::PreviewPane</name>
    <message>
        <source>Use as A</source>
        <translation>用作 A</translation>
    </message>
    <message>
        <source>Use as B</source>
        <translation>用作 B</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Show two epochs side by side</source>
        <translation>并排显示两轮的预览</translation>
    </message>
    <message>
        <source>Compare two epochs</source>
        <translation>对比两轮</translation>
    </message>
    <message>
        <source>with</source>
        <translation>与</translation>
    </message>
    <message>
        <source>The preview at the left</source>
        <translation>左侧的预览</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>对比对象</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Compared preview</source>
        <translation>对比的预览</translation>
    </message>
    <message>
        <source>Right-click an image to use or keep it; drag it to another program to copy it</source>
        <translation>右键单击图像可使用或收藏；拖到其他程序即可复制</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Export the previews…</source>
        <translation>导出预览…</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::Rail</name>
    <message>
        <source>The pictures to learn from</source>
        <translation>用于学习的图片</translation>
    </message>
    <message>
        <source>Train a generator and watch it learn</source>
        <translation>训练生成器并观察学习过程</translation>
    </message>
    <message>
        <source>Move between generated images</source>
        <translation>在生成图像之间移动</translation>
    </message>
    <message>
        <source>Many images of one generator</source>
        <translation>同一生成器的大量图像</translation>
    </message>
    <message>
        <source>Every training so far</source>
        <translation>迄今为止的所有训练</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>探索</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1（Ctrl+%2）</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::ReadingProgress</name>
    <message>
        <source>Looking at picture %1 of %2</source>
        <translation>正在检查第 %1 张图片，共 %2 张</translation>
    </message>
    <message>
        <source>Looking at picture %1 of %2, %3 left</source>
        <translation>正在检查第 %1 张图片，共 %2 张，剩余 %3</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stops looking at the pictures; training checks them anyway</source>
        <translation>停止检查图片；训练时仍会检查</translation>
    </message>
    <message>
        <source>Stop looking at the pictures</source>
        <translation>停止检查图片</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::RunActions</name>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Shows the run&apos;s losses and previews on the page Train (Enter)</source>
        <translation>在“训练”页显示此训练的损失和预览（Enter）</translation>
    </message>
    <message>
        <source>&amp;Explore</source>
        <translation>探索(&amp;E)</translation>
    </message>
    <message>
        <source>Makes images with the run&apos;s newest checkpoint</source>
        <translation>用此训练的最新检查点生成图像</translation>
    </message>
    <message>
        <source>&amp;Duplicate settings</source>
        <translation>沿用设置(&amp;D)</translation>
    </message>
    <message>
        <source>Begins a new run with this one&apos;s pictures and settings (Ctrl+D)</source>
        <translation>用相同的图片和设置新建训练（Ctrl+D）</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>Gives the run another name (F2)</source>
        <translation>更改训练的名称（F2）</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>在文件夹中显示(&amp;F)</translation>
    </message>
    <message>
        <source>Shows the run&apos;s folder in the file manager</source>
        <translation>在文件管理器中显示训练的文件夹</translation>
    </message>
    <message>
        <source>&amp;Move to trash…</source>
        <translation>移到回收站(&amp;M)…</translation>
    </message>
    <message>
        <source>Moves the selected runs to the trash, after asking (Delete)</source>
        <translation>确认后将所选训练移到回收站（Delete）</translation>
    </message>
    <message>
        <source>Re&amp;fresh</source>
        <translation>刷新(&amp;F)</translation>
    </message>
    <message>
        <source>Looks for runs again (F5)</source>
        <translation>重新查找训练（F5）</translation>
    </message>
    <message>
        <source>&amp;Branch</source>
        <translation>分支(&amp;B)</translation>
    </message>
    <message>
        <source>Begins a new run with the weights of this one&apos;s newest checkpoint, and perhaps other settings (Ctrl+B)</source>
        <translation>以此训练最新检查点的权重新建一次训练，设置可以不同（Ctrl+B）</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::RunButtons</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Continue training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Train a new run with these settings</source>
        <translation>按这些设置新建训练</translation>
    </message>
    <message>
        <source>Go on from the run&apos;s newest checkpoint</source>
        <translation>从此训练的最新检查点继续</translation>
    </message>
    <message>
        <source>Go on training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Hold the training; nothing is lost</source>
        <translation>暂停训练，不会丢失任何内容</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Save a checkpoint and end the training; it can be continued later</source>
        <translation>保存检查点并结束训练；之后可以继续</translation>
    </message>
    <message>
        <source>Preview now</source>
        <translation>立即预览</translation>
    </message>
    <message>
        <source>Render a preview of this moment and keep it</source>
        <translation>生成此刻的预览并保存</translation>
    </message>
    <message>
        <source>Checkpoint now</source>
        <translation>立即保存检查点</translation>
    </message>
    <message>
        <source>Save everything that training can go on from</source>
        <translation>保存继续训练所需的全部内容</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建训练</translation>
    </message>
    <message>
        <source>Set up a new run beside this one</source>
        <translation>另行准备一次新的训练</translation>
    </message>
    <message>
        <source>Until epoch</source>
        <translation>训练至轮数</translation>
    </message>
    <message>
        <source>Train until epoch</source>
        <translation>训练至轮数</translation>
    </message>
    <message>
        <source>How many epochs the run is to have in all</source>
        <translation>此训练总共进行的轮数</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Branch into a new run</source>
        <translation>建立分支训练</translation>
    </message>
    <message>
        <source>Set up a new run that begins with the weights of this one&apos;s newest checkpoint; its settings may be others</source>
        <translation>新建一次训练，以此训练最新检查点的权重开始；设置可以不同</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::RunCheckpoints</name>
    <message>
        <source>Delete a checkpoint</source>
        <translation>删除检查点</translation>
    </message>
    <message>
        <source>Delete the checkpoint of epoch %1, step %2?</source>
        <translation>要删除第 %1 轮、第 %2 步的检查点吗？</translation>
    </message>
    <message>
        <source>It does not go to the trash and can&apos;t be brought back. The run&apos;s other checkpoints stay.</source>
        <translation>它不会进入回收站，无法恢复。此训练的其他检查点会保留。</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::RunComparison</name>
    <message>
        <source>Reading the losses…</source>
        <translation>正在读取损失…</translation>
    </message>
    <message>
        <source>These runs have no losses yet.</source>
        <translation>这些训练还没有损失数据。</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>The folder of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Where the random numbers begin</source>
        <translation>随机数的起点</translation>
    </message>
    <message>
        <source>Settings that differ</source>
        <translation>不同的设置</translation>
    </message>
    <message>
        <source>None: these runs were made with the same settings, pictures and seed.</source>
        <translation>无：这些训练的设置、图片和种子都相同。</translation>
    </message>
    <message>
        <source>Settings in which the selected runs differ</source>
        <translation>所选训练之间不同的设置</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::RunDetails</name>
    <message>
        <source>Its run.json can&apos;t be read: %1</source>
        <translation>无法读取其 run.json：%1</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 张，位于 %2</translation>
    </message>
    <message>
        <source>No preview yet</source>
        <translation>还没有预览</translation>
    </message>
    <message>
        <source>Newest preview of the run</source>
        <translation>此训练的最新预览</translation>
    </message>
    <message>
        <source>The run&apos;s newest preview</source>
        <translation>此训练的最新预览</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>全部设置</translation>
    </message>
    <message>
        <source>Shows every setting of the run; those that differ from the preset are bold</source>
        <translation>显示此训练的全部设置；与预设不同的以粗体显示</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Settings of the run</source>
        <translation>此训练的设置</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>%1 kept from training</source>
        <translation>%1 张不参与训练</translation>
    </message>
    <message>
        <source>without: %1</source>
        <translation>不含：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n sub-folder(s) left out</source>
        <translation>
            <numerusform>排除 %n 个子文件夹</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with its own crop</source>
        <translation>
            <numerusform>%n 张单独裁剪</numerusform>
        </translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>选取</translation>
    </message>
    <message>
        <source>Checkpoints (%1, %2)</source>
        <extracomment>how many, and what they take on the disk: &quot;Checkpoints (5, 240 MB)&quot;</extracomment>
        <translation>检查点（%1 个，%2）</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>how many, and what they take on the disk: &quot;5, 240 MB&quot;</extracomment>
        <translation>%1 个，%2</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
    <message>
        <source>Weights of</source>
        <translation>起始权重</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Shows what the run can go on from: pin what is to stay, explore it, branch from it</source>
        <translation>显示此训练可以由此继续的检查点：固定要保留的，探索它，或以它建立分支</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::RunModel</name>
    <message>
        <source>%1
Its run.json can&apos;t be read: %2</source>
        <translation>%1
无法读取其 run.json：%2</translation>
    </message>
    <message>
        <source>%1
Failed: %2</source>
        <translation>%1
失败：%2</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::RunPanel</name>
    <message>
        <source>Reading the pictures</source>
        <translation>正在读取图片</translation>
    </message>
    <message>
        <source>Finding the fastest number of threads</source>
        <translation>正在寻找最快的线程数</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建训练</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Saving a checkpoint</source>
        <translation>正在保存检查点</translation>
    </message>
    <message>
        <source>Training on the GPU</source>
        <translation>正在 GPU 上训练</translation>
    </message>
    <message numerus="yes">
        <source>Training on %n threads</source>
        <translation>
            <numerusform>正在用 %n 个线程训练</numerusform>
        </translation>
    </message>
    <message>
        <source>Training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Finished after %1 epochs, %2 of training</source>
        <translation>已完成 %1 轮，训练用时 %2</translation>
    </message>
    <message>
        <source>Stopped after epoch %1 of %2, %3 of training</source>
        <translation>完成第 %1 轮（共 %2 轮）后停止，训练用时 %3</translation>
    </message>
    <message>
        <source>Failed after epoch %1 of %2: %3</source>
        <translation>完成第 %1 轮（共 %2 轮）后失败：%3</translation>
    </message>
    <message>
        <source>Cut off before epoch %1 was reached; it can go on from its newest checkpoint</source>
        <translation>在到达第 %1 轮之前意外中断；可从最新检查点继续</translation>
    </message>
    <message>
        <source>This run can&apos;t be read</source>
        <translation>无法读取此训练</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Preset and hyper-parameters</source>
        <translation>预设和超参数</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>The last state is not on the disk</source>
        <translation>最后状态未写入磁盘</translation>
    </message>
    <message>
        <source>Cut off before epoch %1 was reached</source>
        <translation>在到达第 %1 轮之前意外中断</translation>
    </message>
    <message>
        <source>As in the weights that this branch begins with, which have no other shape</source>
        <translation>与此分支起始的权重相同：其形状不能改变</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::RunProgress</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Epoch %1 of %2</source>
        <translation>第 %1 轮，共 %2 轮</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Progress of the epoch</source>
        <translation>本轮进度</translation>
    </message>
    <message>
        <source>Run: %1 %</source>
        <translation>训练：%1%</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>训练进度</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::RunText</name>
    <message>
        <source>Preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Training now</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Can&apos;t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Training elsewhere</source>
        <translation>在别处训练</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>意外中断</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::RunView</name>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>This preview can&apos;t be read</source>
        <translation>无法读取此预览</translation>
    </message>
    <message>
        <source>After epoch %1, at step %2</source>
        <translation>第 %1 轮之后，第 %2 步</translation>
    </message>
    <message>
        <source>Before the first step</source>
        <translation>第一步之前</translation>
    </message>
    <message>
        <source>After epoch %1</source>
        <translation>第 %1 轮之后</translation>
    </message>
    <message>
        <source>Save the plot</source>
        <translation>保存曲线图</translation>
    </message>
    <message>
        <source>%1 file (%2)</source>
        <translation>%1 文件 (%2)</translation>
    </message>
    <message>
        <source>The first preview appears here</source>
        <translation>第一个预览将显示在这里</translation>
    </message>
    <message>
        <source>What the numbers mean</source>
        <translation>这些数值的含义</translation>
    </message>
    <message>
        <source>%1 · not in a checkpoint</source>
        <extracomment>Of a preview: &quot;After epoch 12 · not in a checkpoint&quot;</extracomment>
        <translation>%1 · 不在检查点中</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::RunsPage</name>
    <message>
        <source>“%1” was moved to the trash</source>
        <translation>已将“%1”移到回收站</translation>
    </message>
    <message>
        <source>“%1” could not be moved to the trash, and is still there. There may be no trash for its disk: delete the folder in the file manager instead.</source>
        <translation>无法将“%1”移到回收站，它仍在原处。它所在的磁盘可能没有回收站：请在文件管理器中删除该文件夹。</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be opened: its run.json can&apos;t be read (%2).</source>
        <translation>无法打开“%1”：无法读取其 run.json（%2）。</translation>
    </message>
    <message>
        <source>A run that is being trained can&apos;t be renamed. Stop it first.</source>
        <translation>正在进行的训练不能重命名。请先停止。</translation>
    </message>
    <message>
        <source>“%1” is being trained and can&apos;t be moved to the trash. Stop it first.</source>
        <translation>“%1”正在训练，不能移到回收站。请先停止。</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Move the run “%1” to the trash?</source>
        <translation>要将训练“%1”移到回收站吗？</translation>
    </message>
    <message numerus="yes">
        <source>Move %n run(s) to the trash?</source>
        <translation>
            <numerusform>要将 %n 次训练移到回收站吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Checkpoints, previews and losses go with it. The pictures it learnt from stay.</source>
        <translation>检查点、预览和损失会一并移走。用于学习的图片保持不动。</translation>
    </message>
    <message>
        <source>&amp;Move to trash</source>
        <translation>移到回收站(&amp;M)</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有训练</translation>
    </message>
    <message>
        <source>Each training is kept here with its previews, losses and checkpoints, to open, compare and go on with.</source>
        <translation>每次训练连同预览、损失和检查点都保存在这里，可以打开、比较和继续。</translation>
    </message>
    <message>
        <source>Train a first run</source>
        <translation>开始第一次训练</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Open the selected run</source>
        <translation>打开所选训练</translation>
    </message>
    <message>
        <source>Find a run</source>
        <translation>查找训练</translation>
    </message>
    <message>
        <source>Shows the runs with this in their name, state, pictures or preset</source>
        <translation>显示名称、状态、图片或预设包含此文字的训练</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Select a run to see what it painted last, or several to compare them.</source>
        <translation>选择一次训练可查看它最近的成果，选择多次可进行比较。</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::SavedText</name>
    <message numerus="yes">
        <source>Saved up to step %1; the %2 step(s) after it will be trained again when it goes on</source>
        <translation>
            <numerusform>已保存到第 %1 步；继续时，之后的 %2 步将重新训练</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is saved yet; it begins again when it goes on</source>
        <translation>尚未保存任何内容；继续时将从头开始</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::SidePanel</name>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folders: %1 of %2 take part</source>
        <translation>文件夹：%2 个中有 %1 个参与</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Kept from training</source>
        <translation>不参与训练</translation>
    </message>
    <message>
        <source>What stands out among the pictures, and what is done about it</source>
        <translation>图片中值得注意的情况及处理方式</translation>
    </message>
    <message>
        <source>The sub-folders, each a class of pictures</source>
        <translation>子文件夹，每个是一类图片</translation>
    </message>
    <message>
        <source>What training changes at random in what the critic sees</source>
        <translation>训练时对评判器看到的内容所作的随机改变</translation>
    </message>
    <message>
        <source>Pictures that training never sees</source>
        <translation>训练永远看不到的图片</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::SizeSummary</name>
    <message>
        <source>No pictures that can be used</source>
        <translation>没有可用的图片</translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s), all %2</source>
        <translation>
            <numerusform>%1 张图片，均为 %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s), most %2; smallest %3, largest %4</source>
        <translation>
            <numerusform>%1 张图片，多为 %2；最小 %3，最大 %4</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) of many sizes; smallest %2, largest %3</source>
        <translation>
            <numerusform>%1 张图片，尺寸各异；最小 %2，最大 %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wasserfarbe::SkippedList</name>
    <message numerus="yes">
        <source>%n file(s) can&apos;t be used</source>
        <translation>
            <numerusform>%n 个文件无法使用</numerusform>
        </translation>
    </message>
    <message>
        <source>The files that training leaves out, and why</source>
        <translation>训练时略过的文件及原因</translation>
    </message>
    <message>
        <source>Files that can&apos;t be used</source>
        <translation>无法使用的文件</translation>
    </message>
    <message>
        <source>Cop&amp;y list</source>
        <translation>复制列表(&amp;Y)</translation>
    </message>
    <message>
        <source>Copies the names and reasons to the clipboard</source>
        <translation>将名称和原因复制到剪贴板</translation>
    </message>
    <message>
        <source>Copy the list of files that can&apos;t be used</source>
        <translation>复制无法使用的文件列表</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::SkippedModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Why it can&apos;t be used</source>
        <translation>无法使用的原因</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::StatusStrip</name>
    <message>
        <source>Preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Stopped by an error</source>
        <translation>因错误停止</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Epoch %1 of %2</source>
        <translation>第 %1 轮，共 %2 轮</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>%1 images/s</source>
        <translation>%1 张/秒</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message numerus="yes">
        <source>CPU, %n thread(s)</source>
        <translation>
            <numerusform>CPU，%n 个线程</numerusform>
        </translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What the training does</source>
        <translation>训练当前的状态</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>An epoch is one pass over all pictures</source>
        <translation>一轮即看完全部图片一遍</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Until the last epoch, at the speed of the last seconds</source>
        <translation>按最近几秒的速度估计，到最后一轮结束所需的时间</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Pictures that the critic looks at each second</source>
        <translation>评判器每秒处理的图片数</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where the training computes</source>
        <translation>训练所用的计算设备</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Memory that Wasserfarbe uses now</source>
        <translation>Wasserfarbe 当前使用的内存</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::Studio</name>
    <message>
        <source>A run is being trained. Stop it first.</source>
        <translation>训练正在进行。请先停止。</translation>
    </message>
    <message>
        <source>Choose a folder of pictures first.</source>
        <translation>请先选择图片文件夹。</translation>
    </message>
    <message>
        <source>The name of the run can&apos;t be used as the name of a folder.</source>
        <translation>此训练名称不能用作文件夹名。</translation>
    </message>
    <message>
        <source>Kept. The image is in the strip on the page Explore.</source>
        <translation>已收藏。图像在“探索”页下方。</translation>
    </message>
    <message>
        <source>A branch keeps the image size and the networks of the weights that it begins with. Put them back, or begin with new weights.</source>
        <translation>分支沿用起始权重的图像尺寸和网络结构。请改回原来的设置，或以新权重开始。</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::TargetLine</name>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>位置(&amp;T)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>A file named %1 is there already.</source>
        <translation>已有名为 %1 的文件。</translation>
    </message>
    <message>
        <source>Save as %1</source>
        <translation>另存为 %1</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Keep the file that is there</source>
        <translation>保留已有的文件</translation>
    </message>
    <message>
        <source>The file that is there is lost</source>
        <translation>已有的文件将丢失</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::Timeline</name>
    <message>
        <source>Stop playing</source>
        <translation>停止播放</translation>
    </message>
    <message>
        <source>Play the previews</source>
        <translation>播放预览</translation>
    </message>
    <message>
        <source>Timeline of the previews</source>
        <translation>预览时间轴</translation>
    </message>
    <message>
        <source>Drag, or use the arrow keys, to see the previews of other epochs</source>
        <translation>拖动或使用方向键查看其他轮的预览</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>How fast the previews are played</source>
        <translation>预览的播放速度</translation>
    </message>
    <message>
        <source>%1/s</source>
        <extracomment>how many previews a second: &quot;5/s&quot;</extracomment>
        <translation>%1 张/秒</translation>
    </message>
    <message>
        <source>Go to epoch %1</source>
        <translation>转到第 %1 轮</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::TimelineBar</name>
    <message>
        <source>Epoch %1, step %2</source>
        <translation>第 %1 轮，第 %2 步</translation>
    </message>
    <message>
        <source>Epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::TrainMessages</name>
    <message>
        <source>Saved again</source>
        <translation>已恢复保存</translation>
    </message>
    <message>
        <source>The plot could not be saved as %1.</source>
        <translation>无法将曲线图保存为 %1。</translation>
    </message>
    <message>
        <source>Use batch size %1</source>
        <translation>使用批大小 %1</translation>
    </message>
    <message>
        <source>Branch with half the learning rates</source>
        <translation>以一半的学习率建立分支</translation>
    </message>
    <message>
        <source>The run can&apos;t be saved at the moment: %1. Training goes on and tries again.</source>
        <translation>目前无法保存此训练：%1。训练会继续，并再次尝试保存。</translation>
    </message>
    <message>
        <source>At step %1 %2 was no longer a finite number. Training went back to step %3 and goes on from there with other pictures and random numbers.</source>
        <translation>在第 %1 步，“%2”不再是有限数。训练已退回到第 %3 步，并用其他图片和随机数由此继续。</translation>
    </message>
    <message>
        <source>The last state was saved as %1. The run itself goes on from its newest checkpoint; a branch can begin with this one.</source>
        <translation>最后状态已保存为 %1。此训练本身将从其最新检查点继续；分支可以从这个文件开始。</translation>
    </message>
    <message>
        <source>Branch from it</source>
        <translation>以它建立分支</translation>
    </message>
    <message>
        <source>You are looking at %1 while %2 trains.</source>
        <translation>您正在查看 %1，而 %2 正在训练。</translation>
    </message>
    <message>
        <source>Show the one that trains</source>
        <translation>显示正在进行的训练</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::TrainPage</name>
    <message>
        <source>The run is being prepared</source>
        <translation>正在准备训练</translation>
    </message>
    <message>
        <source>Nothing has been trained yet</source>
        <translation>还没有训练</translation>
    </message>
    <message>
        <source>A run learns from a folder of pictures. Choose one first; then its losses and previews appear here as it trains.</source>
        <translation>训练需要一个图片文件夹。请先选择；训练开始后，损失和预览会显示在这里。</translation>
    </message>
    <message>
        <source>The losses and the previews of the run appear here as it trains.</source>
        <translation>训练时，损失和预览会显示在这里。</translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Choose the pictures on the page Data</source>
        <translation>在“数据”页选择图片</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::TroubleText</name>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>a permission is missing</source>
        <translation>缺少权限</translation>
    </message>
    <message>
        <source>the disk can only be read</source>
        <translation>磁盘是只读的</translation>
    </message>
    <message>
        <source>its folder is gone, or the disk is not connected</source>
        <translation>文件夹已不存在，或磁盘未连接</translation>
    </message>
    <message>
        <source>the disk reports a fault</source>
        <translation>磁盘报告故障</translation>
    </message>
    <message>
        <source>a file can&apos;t be written</source>
        <translation>无法写入文件</translation>
    </message>
    <message>
        <source>the critic&apos;s loss</source>
        <translation>评判器损失</translation>
    </message>
    <message>
        <source>the generator&apos;s loss</source>
        <translation>生成器损失</translation>
    </message>
    <message>
        <source>a gradient of the critic</source>
        <translation>评判器的一个梯度</translation>
    </message>
    <message>
        <source>a gradient of the generator</source>
        <translation>生成器的一个梯度</translation>
    </message>
    <message>
        <source>a weight of the critic</source>
        <translation>评判器的一个权重</translation>
    </message>
    <message>
        <source>a weight of the generator</source>
        <translation>生成器的一个权重</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::TwoAxisPad</name>
    <message>
        <source>Pad between A and B</source>
        <translation>A 与 B 之间的双轴面板</translation>
    </message>
    <message>
        <source>Across %1 %, down %2 %</source>
        <translation>横向 %1%，纵向 %2%</translation>
    </message>
    <message>
        <source>Drag, or use the arrow keys (with Shift: finer). Double-click a cell to go to it.</source>
        <translation>拖动或使用方向键（按住 Shift 更精细）。双击格子即可转到该处。</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::TwoAxisPanel</name>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Across: first half of z</source>
        <translation>横向：z 的前半部分</translation>
    </message>
    <message>
        <source>Across: numbers 1 to %1 of z</source>
        <translation>横向：z 的第 1 至 %1 个分量</translation>
    </message>
    <message>
        <source>Down: second half of z</source>
        <translation>纵向：z 的后半部分</translation>
    </message>
    <message>
        <source>Down: numbers %1 to %2 of z</source>
        <translation>纵向：z 的第 %1 至 %2 个分量</translation>
    </message>
    <message>
        <source>Moves the first part of the latent from A to B (arrow keys: finely)</source>
        <translation>将潜变量的前一部分从 A 移向 B（方向键可精细移动）</translation>
    </message>
    <message>
        <source>Moves the other part of the latent from A to B (arrow keys: finely)</source>
        <translation>将潜变量的其余部分从 A 移向 B（方向键可精细移动）</translation>
    </message>
</context>
<context>
    <name>wasserfarbe::UnsavedQuestion</name>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>The last state, of step %1, is not on the disk.</source>
        <translation>最后状态（第 %1 步）未写入磁盘。</translation>
    </message>
    <message>
        <source>%1

Discarded, the run goes on from its newest checkpoint next time.</source>
        <translation>%1

若放弃，此训练下次将从其最新检查点继续。</translation>
    </message>
    <message>
        <source>Try &amp;again</source>
        <translation>重试(&amp;A)</translation>
    </message>
    <message>
        <source>Write it into the run&apos;s folder now</source>
        <translation>现在写入此训练的文件夹</translation>
    </message>
    <message>
        <source>Save &amp;elsewhere…</source>
        <translation>保存到别处(&amp;E)…</translation>
    </message>
    <message>
        <source>Write it as a checkpoint into another folder</source>
        <translation>作为检查点写入另一个文件夹</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>Give up what was trained after the newest checkpoint</source>
        <translation>放弃最新检查点之后的训练成果</translation>
    </message>
    <message>
        <source>Save the last state in this folder</source>
        <translation>将最后状态保存到此文件夹</translation>
    </message>
</context>
</TS>
