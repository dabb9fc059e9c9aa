"""Reads models that the program has exported, as somebody who has nothing but PyTorch would, and compares.

Usage: read_exports.py FOLDER. Each folder in it holds a case: expected.json says what the two networks are,
what their tensors' bytes are (sha256) by their keys, and what they compute: `z.raw`, `images.raw` and
`scores.raw`, float32. The exported files lie beside, and for each the snippet NAME.py. Fails with an
AssertionError that names what differs.
"""

import collections
import hashlib
import json
import os
import pathlib
import struct
import sys
import types

import torch

import networks

CLOSE = 2e-5  # rounding; one of 255 is 0.0078


def load_safetensors(path):
    """The format in a few lines, where the package is missing."""
    data = pathlib.Path(path).read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + size])
    metadata = header.pop("__metadata__")
    assert metadata["format"] == "pt"
    kinds = {"F32": torch.float32, "I64": torch.int64}
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        tensors[name] = torch.frombuffer(bytearray(data[begin:end]), dtype=kinds[entry["dtype"]]) \
            .reshape(entry["shape"])
    return tensors


def provide_safetensors():
    """Returns the package's loader, or puts the one above in its place, for the snippets."""
    try:
        from safetensors.torch import load_file
    except ImportError:
        package, module = types.ModuleType("safetensors"), types.ModuleType("safetensors.torch")
        module.load_file = load_file = load_safetensors
        sys.modules.update({"safetensors": package, "safetensors.torch": module})
    return load_file


class Case:
    def __init__(self, folder):
        self.folder = folder
        self.expected = json.loads((folder / "expected.json").read_text())
        size, latent = self.expected["size"], self.expected["latent"]
        self.z = self.raw("z").reshape(-1, latent)
        self.images = self.raw("images").reshape(-1, 3, size, size)
        self.scores = self.raw("scores")

    def raw(self, name):
        return torch.frombuffer(bytearray((self.folder / f"{name}.raw").read_bytes()), dtype=torch.float32)

    def module(self, style, network):
        """Somebody else's module of that kind."""
        kind = getattr(networks, style.capitalize() + network.capitalize())
        return kind(**self.expected["arguments"][network])

    def check_tensors(self, state_dict, style, network):
        expected = self.expected["tensors"][style][network]
        assert list(state_dict) == [key for key, _ in expected], list(state_dict)
        for key, digest in expected:
            assert state_dict[key].is_contiguous() and not state_dict[key].requires_grad, key
            assert hashlib.sha256(state_dict[key].numpy().tobytes()).hexdigest() == digest, key

    def check_output(self, module, network):
        module.eval()
        with torch.no_grad():
            result = module(self.z if network == "generator" else self.images)
        self.close(result, self.images if network == "generator" else self.scores, network)

    @staticmethod
    def close(result, expected, what):
        assert result.shape == expected.shape, (what, result.shape)
        assert (result - expected).abs().max() < CLOSE, (what, (result - expected).abs().max())

    def check_network(self, state_dict, style, network):
        self.check_tensors(state_dict, style, network)
        module = self.module(style, network)
        module.load_state_dict(state_dict)  # strict
        self.check_output(module, network)


def check_pytorch(case, style):
    alone = torch.load(case.folder / f"{style}.pt", weights_only=True)
    assert type(alone) is collections.OrderedDict
    assert list(alone._metadata) == [""] and alone._metadata[""]["version"] == 1
    assert json.loads(alone._metadata[""]["wasserfarbe"])["step"] == 14
    case.check_network(alone, style, "generator")
    both = torch.load(case.folder / f"{style}-both.pt", weights_only=True)
    assert list(both) == ["generator", "critic"]
    for network, state_dict in both.items():
        assert type(state_dict) is collections.OrderedDict
        case.check_network(state_dict, style, network)
    everything = torch.load(case.folder / f"{style}.pt", weights_only=False)  # Python's own unpickler
    assert type(everything) is collections.OrderedDict and list(everything) == list(alone)


def check_safetensors(case, style, load_file):
    alone = load_file(case.folder / f"{style}.safetensors")
    case.check_network(by_key(case, alone, style, "generator"), style, "generator")
    both = load_file(case.folder / f"{style}-both.safetensors")
    for network in ("generator", "critic"):
        part = {key[len(network) + 1:]: value
                for key, value in both.items() if key.startswith(network + ".")}
        case.check_network(by_key(case, part, style, network), style, network)


def by_key(case, tensors, style, network):
    """In the order of the modules, which the format does not keep."""
    keys = [key for key, _ in case.expected["tensors"][style][network]]
    assert sorted(tensors) == sorted(keys)
    return {key: tensors[key] for key in keys}


def check_torchscript(case):
    module = torch.jit.load(str(case.folder / "article.ts"))
    case.check_tensors(module.state_dict(), "article", "generator")
    case.check_output(module, "generator")
    module.train()
    case.close(module(case.z).detach(), case.images, "in train mode")
    both = torch.jit.load(str(case.folder / "article-both.ts"))
    case.check_output(both, "generator")
    case.check_tensors(both.critic.state_dict(), "article", "critic")
    case.check_output(both.critic, "critic")


def check_onnx(case):
    """With whatever is there to look at ONNX."""
    for name in ("article.onnx", "article-both.onnx", "article-both.critic.onnx"):
        path = str(case.folder / name)
        try:
            import onnx
            onnx.checker.check_model(onnx.load(path), full_check=True)
        except ImportError:
            print("not checked by onnx, which is not there")
        try:
            import onnxruntime
        except ImportError:
            print("not run by onnxruntime, which is not there")
            continue
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        critic = "critic" in name
        given = {"images": case.images.numpy()} if critic else {"z": case.z.numpy()}
        result = torch.from_numpy(session.run(None, given)[0])
        case.close(result, case.scores if critic else case.images, name)


def check_snippets(case):
    """Each runs as it is, in its folder, and makes images; with a critic, scores."""
    count = 0
    for path in sorted(case.folder.glob("*.py")):
        code = compile(path.read_text(), str(path), "exec")
        assert len(path.read_text().splitlines()) < 80, path
        if "onnx" in path.name:
            try:
                import onnxruntime
            except ImportError:
                continue
        os.chdir(case.folder)
        names = {"__name__": "__main__"}
        exec(code, names)
        size = case.expected["size"]
        assert tuple(names["images"].shape) == (16, 3, size, size), path
        assert ("scores" in names) == ("both" in path.name), path
        if "scores" in names:
            assert tuple(names["scores"].shape) == (16,), path
        if "onnx" not in path.name:
            with torch.no_grad():
                case.close(names["generator"](case.z), case.images, path)
        count += 1
    assert count >= 10, count


def main():
    torch.set_num_threads(1)
    load_file = provide_safetensors()
    folders = sorted(folder for folder in pathlib.Path(sys.argv[1]).iterdir() if folder.is_dir())
    assert folders
    for folder in folders:
        print(folder.name, flush=True)
        case = Case(folder)
        for style in ("article", "dcgan"):
            check_pytorch(case, style)
            check_safetensors(case, style, load_file)
        check_torchscript(case)
        check_onnx(case)
        check_snippets(case)
    print("all as expected")


if __name__ == "__main__":
    main()
