#!/usr/bin/env python3
"""Writes files of weights as other programs save them, and what must be read from them. See README.md beside this
file.

Needs PyTorch. Nothing of the program is read or imported: the networks are written here as people write them.
Deterministic: two runs write the same bytes.

    python3 make_weights.py [folder]      the folder is `weights`, beside this file, where none is given
"""

import copy
import hashlib
import json
import sys
from collections import OrderedDict
from pathlib import Path

import torch
import torch.nn as nn
import torch.serialization

from make_fixtures import to_bytes, write_safetensors

LATENT = 6
TYPES = {
    torch.float64: "F64",
    torch.float32: "F32",
    torch.float16: "F16",
    torch.bfloat16: "BF16",
    torch.int64: "I64",
    torch.int32: "I32",
    torch.int16: "I16",
    torch.int8: "I8",
    torch.uint8: "U8",
    torch.bool: "BOOL",
}


# ------------------------------------------------------------------------------------------------ the networks


def norm_of(kind, channels):
    if kind == "batch":
        return nn.BatchNorm2d(channels)
    if kind == "layer":
        return nn.GroupNorm(1, channels)
    if kind == "instance":
        return nn.InstanceNorm2d(channels, affine=True)
    if kind == "group":  # the same, under another module's name
        return nn.GroupNorm(channels, channels)
    return None


def has_bias(biases, last):
    return biases == "all" or (biases == "last" and last)


def generator_parts(size, channels, norm="batch", biases="none", latent=LATENT):
    """Convolution and norm of every layer; the last has none."""
    layers = {16: 3, 64: 5}[size]
    out = channels << (layers - 2)
    parts, into = [], latent
    for i in range(layers):
        last = i == layers - 1
        place = (1, 0) if i == 0 else (2, 1)
        bias = has_bias(biases, last)
        conv = nn.ConvTranspose2d(into, 3 if last else out, 4, *place, bias=bias)
        parts.append((conv, None if last else norm_of(norm, out)))
        into, out = out, out // 2
    return parts


def critic_parts(size, channels, norm="batch", biases="none", first_norm=True):
    layers = {16: 3, 64: 5}[size]
    parts, into, out = [], 3, channels
    for i in range(layers):
        last = i == layers - 1
        place = (1, 0) if last else (2, 1)
        conv = nn.Conv2d(into, 1 if last else out, 4, *place, bias=has_bias(biases, last))
        bare = last or (i == 0 and not first_norm)
        parts.append((conv, None if bare else norm_of(norm, out)))
        into, out = out, out * 2
    return parts


class Generator(nn.Module):
    """As the article has it: ConvT1, batchN1, ConvT2 ..."""

    def __init__(self, *args, **options):
        super().__init__()
        self.layers = []
        for i, (conv, norm) in enumerate(generator_parts(*args, **options), 1):
            setattr(self, f"ConvT{i}", conv)
            if norm is not None:
                setattr(self, f"batchN{i}", norm)
            self.layers.append([f"ConvT{i}", None if norm is None else f"batchN{i}"])

    def forward(self, x):
        for conv, norm in self.layers[:-1]:
            x = getattr(self, conv)(x)
            x = torch.relu(x if norm is None else getattr(self, norm)(x))
        return torch.tanh(getattr(self, self.layers[-1][0])(x))


class Critic(nn.Module):
    """As the article has it: Conv1, batchN1, Conv2 ..."""

    def __init__(self, *args, **options):
        super().__init__()
        self.layers = []
        for i, (conv, norm) in enumerate(critic_parts(*args, **options), 1):
            setattr(self, f"Conv{i}", conv)
            if norm is not None:
                setattr(self, f"batchN{i}", norm)
            self.layers.append([f"Conv{i}", None if norm is None else f"batchN{i}"])

    def forward(self, x):
        for conv, norm in self.layers[:-1]:
            x = getattr(self, conv)(x)
            x = nn.functional.leaky_relu(x if norm is None else getattr(self, norm)(x), 0.2)
        return getattr(self, self.layers[-1][0])(x)


def row(parts, activation, end):
    """The modules one after another, as in an nn.Sequential."""
    modules = []
    for conv, norm in parts[:-1]:
        modules += [conv] + ([] if norm is None else [norm]) + [activation()]
    return modules + [parts[-1][0], end]


def leaky():
    return nn.LeakyReLU(0.2, inplace=True)


class Named(nn.Module):
    """A network whose modules are a Sequential called `name`: `main` in PyTorch's DCGAN example."""

    def __init__(self, name, modules):
        super().__init__()
        self.name = name
        setattr(self, name, nn.Sequential(*modules))

    def forward(self, x):
        return getattr(self, self.name)(x)


def blocks(parts, activation, end):
    """Deeper: a Sequential for every layer."""
    layers = [nn.Sequential(*([conv] + ([] if norm is None else [norm]) + [activation()])) for conv, norm in parts[:-1]]
    return layers + [nn.Sequential(parts[-1][0], end)]


def generator(name, *args, **options):
    parts = generator_parts(*args, **options)
    return Named(name, (blocks if name == "layers" else row)(parts, nn.ReLU, nn.Tanh()))


def critic(name, *args, **options):
    return Named(name, (blocks if name == "layers" else row)(critic_parts(*args, **options), leaky, nn.Sigmoid()))


def trained(network, input_shape):
    """Gives a network values that have no pattern and batch norm statistics of its own data."""
    with torch.no_grad():
        for name, value in network.named_parameters():
            if value.dim() == 4:
                value.normal_(0, 0.25)
            elif name.endswith("weight"):
                value.normal_(1, 0.2)
            else:
                value.normal_(0, 0.2)
        network.train()
        for _ in range(12):
            network(torch.randn(8, *input_shape))
    return network.eval()


def trained_generator(network, latent=LATENT):
    return trained(network, (latent, 1, 1))


def trained_critic(network, size):
    return trained(network, (3, size, size))


# ------------------------------------------------------------------------------------------- writing the files


class Numbered(type):
    """Of the class that stands for `str` while the older format is written: it names a storage by its address in
    memory, which differs from run to run; here it gets its number.
    """

    seen = {}

    def __instancecheck__(cls, value):
        return isinstance(value, str)

    def __call__(cls, value):
        return str(Numbered.seen.setdefault(value, len(Numbered.seen)))


class NumberedText(metaclass=Numbered):
    pass


def describe(tensor):
    data = bytes(tensor.detach().contiguous().reshape(-1).view(torch.uint8).numpy())
    return {
        "type": TYPES[tensor.dtype],
        "shape": list(tensor.shape),
        "sha256": hashlib.sha256(data).hexdigest()[:16],
    }


def tensors_of(value, path=()):
    """All tensors below a value, with the keys that lead there, in their order."""
    if isinstance(value, torch.Tensor):
        yield ".".join(path) or "tensor", value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from tensors_of(item, (*path, str(key)))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from tensors_of(item, (*path, str(index)))


class Writer:
    """Writes files into a folder and remembers what must be read from them."""

    def __init__(self, folder):
        self.folder = folder
        self.expected = {}
        self.images = {}

    def save(self, name, value, legacy=False, cuda=False, metadata=None, **options):
        original = torch.serialization.location_tag
        Numbered.seen.clear()
        if legacy:
            torch.serialization.str = NumberedText
        if cuda:
            torch.serialization.location_tag = lambda storage: "cuda:0"
        try:
            torch.save(value, self.folder / name, _use_new_zipfile_serialization=not legacy, **options)
        finally:
            torch.serialization.location_tag = original
            vars(torch.serialization).pop("str", None)
        self.expect(name, "PyTorchLegacy" if legacy else "PyTorchZip", tensors_of(value), metadata or {})

    def expect(self, name, form, tensors, metadata):
        listed = [{"name": key, **describe(tensor)} for key, tensor in tensors]
        self.expected[name] = {"format": form, "metadata": metadata, "tensors": listed}

    def sorted_safetensors(self, name, tensors):
        """As Python's safetensors writes: widest type first, then by name."""
        values = dict(sorted(tensors.items()))
        write_safetensors(self.folder / name, values, {"format": "pt"})
        ordered = sorted(values.items(), key=lambda item: -item[1].element_size())
        self.expect(name, "Safetensors", ordered, {"format": "pt"})

    def show(self, name, network, latent=LATENT):
        """Remembers the images that a file's generator makes."""
        with torch.no_grad():
            z = torch.randn(2, latent)
            images = copy.deepcopy(network).float().eval()(z.view(2, latent, 1, 1))
        spread = images.std().item()
        if not 0.1 < spread < 0.85:
            raise SystemExit(f"{name}: the images are too dull or too strong to tell networks apart ({spread})")
        self.images[f"z/{name}"] = z
        self.images[f"images/{name}"] = to_bytes(((images + 1) / 2).clamp(0, 1)).permute(0, 2, 3, 1)

    def score(self, name, network, size):
        with torch.no_grad():
            pictures = self.images.setdefault(f"pictures/{size}", torch.rand(2, 3, size, size) * 2 - 1)
            last = [m for m in network.modules() if isinstance(m, nn.Sigmoid)]
            for module in last:
                module.forward = lambda x: x  # a critic's score has no sigmoid
            self.images[f"scores/{name}"] = network(pictures).flatten()

    def finish(self):
        # A tensor a line.
        text = json.dumps(self.expected).replace('{"name"', '\n  {"name"').replace(']}, "', ']},\n "')
        (self.folder / "expected.json").write_text(text + "\n")
        write_safetensors(self.folder / "images.safetensors", self.images, {})


# -------------------------------------------------------------------------------------------------- the files


def write_families(writer):
    """Every way of calling the modules."""
    article = trained_generator(Generator(64, 2))
    writer.save("article-generator.pt", article.state_dict())
    writer.show("article-generator.pt", article)
    article_critic = trained_critic(Critic(64, 2), 64)
    writer.save("article-critic.pt", article_critic.state_dict())

    dcgan = trained_generator(generator("main", 64, 2))
    writer.save("dcgan-generator.pth", dcgan.state_dict())
    writer.show("dcgan-generator.pth", dcgan)
    writer.sorted_safetensors("sorted.safetensors", dcgan.state_dict())
    writer.show("sorted.safetensors", dcgan)
    discriminator = trained_critic(critic("main", 64, 2, first_norm=False), 64)
    writer.save("dcgan-critic.pth", discriminator.state_dict())

    small = trained_generator(Generator(16, 2))
    writer.save("legacy-generator.ckpt", small.state_dict(), legacy=True)
    writer.show("legacy-generator.ckpt", small)
    small_critic = trained_critic(Critic(16, 2), 16)
    writer.save("legacy-critic.ckpt", small_critic.state_dict(), legacy=True)
    writer.score("legacy-critic.ckpt", small_critic, 16)

    for name in ["net", "layers"]:
        network = trained_generator(generator(name, 16, 3, latent=8), 8)
        writer.save(f"{name}-generator.pt", network.state_dict())
        writer.show(f"{name}-generator.pt", network, 8)
        network = trained_critic(critic(name, 16, 3), 16)
        writer.save(f"{name}-critic.pt", network.state_dict())
        writer.score(f"{name}-critic.pt", network, 16)


def write_norms_and_biases(writer):
    for biases in ["all", "last"]:
        network = trained_generator(generator("main", 16, 2, biases=biases))
        writer.save(f"bias-{biases}-generator.pt", network.state_dict())
        writer.show(f"bias-{biases}-generator.pt", network)
        network = trained_critic(critic("main", 16, 2, biases=biases), 16)
        writer.save(f"bias-{biases}-critic.pt", network.state_dict())
        writer.score(f"bias-{biases}-critic.pt", network, 16)
    for norm in ["layer", "instance", "group", "none"]:
        network = trained_generator(Generator(16, 2, norm=norm))
        weights = network.state_dict()
        hint = {}
        if norm == "group":  # else it can't be told from layer norm
            hint = {"wasserfarbe": '{"generator_norm":"instance","epoch":3,"step":120}'}
            weights._metadata[""].update(hint)
        writer.save(f"{norm}-generator.pt", weights, metadata=hint)
        writer.show(f"{norm}-generator.pt", network)
        if norm == "group":
            continue
        network = trained_critic(Critic(16, 2, norm=norm), 16)
        writer.save(f"{norm}-critic.pt", network.state_dict())
        writer.score(f"{norm}-critic.pt", network, 16)


def optimizer_state(network):
    optimizer = torch.optim.Adam(network.parameters(), lr=2e-4, betas=(0.5, 0.9))
    for value in network.parameters():
        value.grad = torch.full_like(value, 0.01)
    optimizer.step()
    return optimizer.state_dict()


def write_training_checkpoints(writer):
    """A state_dict among everything else that a training keeps."""
    for key in ["state_dict", "model", "generator", "G", "netG", "g_ema", "params_ema"]:
        network = trained_generator(generator("main", 16, 2))
        file = f"nested-{key}.pt"
        weights = copy.deepcopy(network.state_dict())
        checkpoint = {"epoch": 12, "args": {"lr": [2e-4, 1e-4], "betas": (0.5, 0.9), "amp": False, "name": None}}
        checkpoint["losses"] = [1.5, -2.25, float("inf"), 10**30, -(10**30), -3, 70000, 2**40]
        checkpoint["size"] = torch.Size([3, 16, 16])
        checkpoint[key] = weights
        checkpoint["optimizer"] = optimizer_state(copy.deepcopy(network))
        if key in ["netG", "generator", "G"]:
            other = {"netG": "netD", "generator": "discriminator", "G": "D"}[key]
            judge = trained_critic(critic("main", 16, 2, first_norm=False), 16)
            checkpoint[other] = copy.deepcopy(judge.state_dict())
        if key in ["g_ema", "params_ema"]:
            other = {"g_ema": "g", "params_ema": "params"}[key]
            raw = trained_generator(generator("main", 16, 2))
            checkpoint[other] = copy.deepcopy(raw.state_dict())
            writer.show(f"{file}:raw", raw)
        writer.save(file, checkpoint, legacy=key in ["model", "g_ema"])
        writer.show(file, network)


def write_types(writer):
    network = trained_generator(generator("main", 16, 2))
    for name, dtype in [("f16", torch.float16), ("bf16", torch.bfloat16), ("f64", torch.float64)]:
        reduced = copy.deepcopy(network).to(dtype)
        writer.save(f"{name}.pt", reduced.state_dict())
        writer.save(f"{name}-legacy.pt", reduced.state_dict(), legacy=True)
        writer.show(f"{name}.pt", reduced)
    every = {name: torch.arange(-3, 4).to(dtype) for dtype, name in TYPES.items()}
    every.update({"scalar": torch.tensor(2.5), "empty": torch.zeros(0), "hollow": torch.zeros(3, 0, 2)})
    writer.save("types.pt", every)
    writer.save("types-legacy.pt", every, legacy=True)


def views(weights):
    """The same weights as parts of storages that hold them in other orders, or more than them."""
    result = OrderedDict()
    for name, value in weights.items():
        if value.dim() == 4:
            result[name] = value.permute(3, 1, 0, 2).contiguous().permute(2, 1, 3, 0)
        elif name.endswith("running_mean"):
            result[name] = torch.stack([value, value + 5], 1)[:, 0]
        elif name.endswith("running_var"):
            result[name] = value[:1].expand(value.shape)
        else:
            result[name] = torch.cat([torch.ones(3, dtype=value.dtype), value.reshape(-1)])[3:].reshape(value.shape)
    return result


def flat(weights):
    """All parameters side by side in one storage."""
    floats = [v.reshape(-1) for v in weights.values() if v.is_floating_point()]
    storage, result, at = torch.cat(floats), OrderedDict(), 0
    for name, value in weights.items():
        if value.is_floating_point():
            result[name] = storage[at : at + value.numel()].view(value.shape)
            at += value.numel()
        else:
            result[name] = value
    return result


def write_storages(writer):
    network = trained_generator(generator("main", 16, 2))
    weights = network.state_dict()
    for ending, legacy in [("", False), ("-legacy", True)]:
        strided = views(weights)
        writer.save(f"strided{ending}.pt", strided, legacy=legacy)
        writer.save(f"flat{ending}.pt", flat(weights), legacy=legacy)
        shared = {"generator": weights, "g_ema": OrderedDict(weights), "steps": [7]}
        writer.save(f"shared{ending}.pt", shared, legacy=legacy)
        writer.save(f"cuda{ending}.pt", weights, legacy=legacy, cuda=True)
        parameters = OrderedDict(network.named_parameters())
        parameters.update(network.named_buffers())
        writer.save(f"parameters{ending}.pt", parameters, legacy=legacy)
        writer.save(f"tensor{ending}.pt", torch.arange(6.0).view(2, 3), legacy=legacy)
    for name in ["flat.pt", "shared.pt", "cuda.pt", "parameters.pt"]:
        writer.show(name, network)
    changed = copy.deepcopy(network)
    changed.load_state_dict(strided)
    writer.show("strided.pt", changed)


def write_dicts(writer):
    network = trained_generator(generator("main", 16, 2))
    weights = network.state_dict()
    writer.save("plain.pt", dict(weights))
    writer.save("plain-legacy.pt", dict(weights), legacy=True)
    parallel = nn.DataParallel(network)
    writer.save("module.pt", parallel.state_dict())
    for protocol in [3, 4, 5]:
        writer.save(f"protocol{protocol}.pt", weights, pickle_protocol=protocol)
    writer.save("protocol4-legacy.pt", weights, legacy=True, pickle_protocol=4)
    for name in ["plain.pt", "module.pt", "protocol3.pt", "protocol4.pt", "protocol5.pt"]:
        writer.show(name, network)
    tensors = list(weights.values())
    writer.save("list.pt", [tensors[0], (tensors[1], {3: tensors[2], "x": [tensors[3]]}), "text", None, True])


def write_refused(folder):
    """Files that hold more than tensors: whole modules."""
    torch.save(nn.Sequential(nn.Linear(2, 2)), folder / "refused-module.pt")
    torch.save({"model": Generator(16, 2)}, folder / "refused-generator.pt")


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "weights"
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(6)
    writer = Writer(folder)
    write_families(writer)
    write_norms_and_biases(writer)
    write_training_checkpoints(writer)
    write_types(writer)
    write_storages(writer)
    write_dicts(writer)
    writer.finish()
    write_refused(folder)


if __name__ == "__main__":
    main()
