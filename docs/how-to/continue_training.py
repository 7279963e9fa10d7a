#!/usr/bin/env python3
"""Continues the training of a model from Glassbox in plain PyTorch, and writes it back in the same layout.

    python3 continue_training.py MODEL TEXT OUT [--steps 200] [--lr 3e-4] [--batch 12] [--seed 1] [--device cpu]

MODEL  a folder saved by Glassbox: config.json, model.safetensors, tokenizer.json
TEXT   a UTF-8 text; its last tenth is held out
OUT    a folder for the result, which Glassbox, transformers and vLLM load

Needs PyTorch and NumPy and nothing else for character tokenizers; for byte-level BPE also `pip install tokenizers`. The last line printed is
JSON with the loss before and after, in nats per token over the same windows.
"""
import argparse
import json
import math
import os
import shutil
import struct

import numpy as np
import torch
import torch.nn.functional as F

VALIDATION_WINDOWS = 40


def read_safetensors(path):
    """A length, a JSON header, then the numbers: the whole format."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    types = {"F32": "<f4", "F16": "<f2"}
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[begin:end], types[entry["dtype"]]).astype(np.float32)
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]))
    return tensors


def write_safetensors(path, tensors):
    header, place, blobs = {"__metadata__": {"format": "pt"}}, 0, []
    for name, tensor in tensors.items():
        blob = tensor.detach().cpu().float().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [place, place + len(blob)]}
        place += len(blob)
        blobs.append(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def encode(folder, text):
    """Character tokenizers are a table; for anything else Hugging Face's library reads the same file."""
    path = os.path.join(folder, "tokenizer.json")
    with open(path, encoding="utf-8") as file:
        model = json.load(file)["model"]
    if model["type"] == "WordLevel":
        return torch.tensor([model["vocab"][character] for character in text])
    from tokenizers import Tokenizer
    return torch.tensor(Tokenizer.from_file(path).encode(text).ids)


def forward(p, config, ids):
    """GPT-2, with the parameters as a dictionary: [B, T] ids to [B, T, V] logits."""
    width, heads, time = config["n_embd"], config["n_head"], ids.shape[1]
    norm = lambda x, name: F.layer_norm(x, (width,), p[f"{name}.weight"], p[f"{name}.bias"], config["layer_norm_epsilon"])
    linear = lambda x, name: x @ p[f"{name}.weight"] + p[f"{name}.bias"]  # GPT-2 stores weights [in, out]
    future = torch.full((time, time), -math.inf, device=ids.device).triu(1)
    x = p["transformer.wte.weight"][ids] + p["transformer.wpe.weight"][:time]
    for layer in range(config["n_layer"]):
        h = f"transformer.h.{layer}"
        q, k, v = linear(norm(x, f"{h}.ln_1"), f"{h}.attn.c_attn").split(width, dim=2)
        q, k, v = (t.view(*t.shape[:2], heads, width // heads).transpose(1, 2) for t in (q, k, v))
        weights = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(width // heads) + future, dim=-1)
        x = x + linear((weights @ v).transpose(1, 2).reshape(x.shape), f"{h}.attn.c_proj")
        z = linear(norm(x, f"{h}.ln_2"), f"{h}.mlp.c_fc")
        x = x + linear(0.5 * z * (1 + torch.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3))), f"{h}.mlp.c_proj")
    return norm(x, "transformer.ln_f") @ p["transformer.wte.weight"].T  # the head is the table of tokens


def loss_of(p, config, tokens, starts, width):
    rows = torch.stack([tokens[start : start + width + 1] for start in starts])
    logits = forward(p, config, rows[:, :-1])
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), rows[:, 1:].reshape(-1))


def learning_rate(step, steps, highest):
    """A short climb, then half a cosine down to a tenth."""
    warmup = max(1, steps // 20)
    if step < warmup:
        return highest * (step + 1) / (warmup + 1)
    return highest * (0.1 + 0.45 * (1 + math.cos(math.pi * (step - warmup) / (steps - warmup))))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("text")
    parser.add_argument("out")
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--lr", type=float, default=3e-4)
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    generator = torch.Generator().manual_seed(options.seed)

    with open(os.path.join(options.model, "config.json"), encoding="utf-8") as file:
        config = json.load(file)
    stored = read_safetensors(os.path.join(options.model, "model.safetensors"))
    p = {name: tensor.to(options.device).requires_grad_(True) for name, tensor in stored.items()}
    with open(options.text, encoding="utf-8", newline="") as file:
        tokens = encode(options.model, file.read()).to(options.device)

    width = config["n_positions"]
    held = len(tokens) // 10
    train, validation = tokens[: len(tokens) - held], tokens[len(tokens) - held :]
    count = min(VALIDATION_WINDOWS, (len(validation) - 1) // width)
    windows = [i * width for i in range(count)]

    def validate():
        with torch.no_grad():
            return loss_of(p, config, validation, windows, width).item()

    optimizer = torch.optim.AdamW([
        {"params": [v for v in p.values() if v.dim() >= 2], "weight_decay": 0.1},
        {"params": [v for v in p.values() if v.dim() < 2], "weight_decay": 0.0},
    ], lr=options.lr, betas=(0.9, 0.99))
    before = validate()
    for step in range(options.steps):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, options.steps, options.lr)
        starts = torch.randint(len(train) - width, (options.batch,), generator=generator).tolist()
        loss = loss_of(p, config, train, starts, width)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(p.values()), 1.0)
        optimizer.step()
        if (step + 1) % 50 == 0:
            print(f"step {step + 1}: loss {loss.item():.3f}", flush=True)

    os.makedirs(options.out, exist_ok=True)
    for name in ("config.json", "tokenizer.json"):
        shutil.copy(os.path.join(options.model, name), options.out)
    write_safetensors(os.path.join(options.out, "model.safetensors"), p)
    print(json.dumps({"before": before, "after": validate(), "windows": count}))


main()
