#!/usr/bin/env python3
"""Times decoding and resizing 5,000 JPEGs of 256x256 to 64x64 here and in torchvision, in turn, with as many workers.

    python3 tests/benchmarks/compare_with_torchvision.py build/release/bin/dataset_benchmark [ROUNDS] [--count N]

Needs Debian's python3-torchvision. Torchvision's side is the article's: an ImageFolder with Resize, CenterCrop,
ToTensor and Normalize, through a DataLoader; the side here also checks each file, compares the pictures with each
other and writes the cache, which starts empty. Both sides list the folder, and find the files in the system's page
cache. Prints images a second and the ratio for 1 and 2 workers.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from torch.utils.data import DataLoader
from torchvision import datasets, transforms

SIZE, BATCH, WORKERS = 64, 128, (1, 2)


def here(benchmark, folder, workers):
    command = [benchmark, "decode", folder, "--threads", str(workers)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(printed.split()[0])


def torchvision(folder, workers):
    start = time.perf_counter()
    steps = [
        transforms.Resize(SIZE),
        transforms.CenterCrop(SIZE),
        transforms.ToTensor(),
        transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5)),
    ]
    images = datasets.ImageFolder(folder, transforms.Compose(steps))
    count = sum(batch.shape[0] for batch, _ in DataLoader(images, batch_size=BATCH, num_workers=workers))
    return count / (time.perf_counter() - start)


def spread(values, digits):
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def main():
    words = sys.argv[1:]
    count = words.pop(words.index("--count") + 1) if "--count" in words else "5000"
    words = [word for word in words if word != "--count"]
    benchmark, rounds = words[0], int(words[1]) if len(words) > 1 else 3
    with tempfile.TemporaryDirectory(prefix="wasserfarbe-photos-") as folder:
        subprocess.run([benchmark, "photos", folder, "--count", count], check=True)
        files = list(pathlib.Path(folder).rglob("*.jpg"))
        bytes_read = sum(len(file.read_bytes()) for file in files)
        print(f"{len(files)} JPEGs of 256x256, {bytes_read / len(files) / 1000:.1f} kB each, to {SIZE}x{SIZE}; "
              f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.2f}; median (smallest to largest) of "
              f"{rounds} rounds in turn")
        for workers in WORKERS:
            ours, theirs = [], []
            for _ in range(rounds):
                ours.append(here(benchmark, folder, workers))
                theirs.append(torchvision(folder, workers))
            print(f"{workers} worker{'s' if workers > 1 else ''}:")
            print(f"  here         {spread(ours, 0)} images/s")
            print(f"  torchvision  {spread(theirs, 0)} images/s")
            print(f"  ratio        {spread([a / b for a, b in zip(ours, theirs)], 2)}; above 1: faster here", flush=True)


if __name__ == "__main__":
    main()
