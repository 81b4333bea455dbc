"""Our errors: each with a stable code, its HTTP status and a title; the detail says what to do.

The web turns them into RFC 9457 problems, the command line into one line.
"""

from __future__ import annotations

from typing import Any, ClassVar


class ServiceError(Exception):
    """What a caller is told: `detail` is Chinese and says where, what and what to do."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    title: ClassVar[str] = "服务内部错误"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail

    def as_problem(self) -> dict[str, Any]:
        """The body of application/problem+json."""
        return {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }


class InternalError(ServiceError):
    """Something we did not foresee; the log has it, the caller does not."""

    def __init__(self) -> None:
        super().__init__("服务出现意外错误，已记录。请稍后重试；若反复出现，请告知管理员。")


class InvalidRequest(ServiceError):
    """Fields missing, unknown or of a wrong type; `errors` names each of them."""

    code = "invalid_request"
    status = 422
    title = "请求有误"

    def __init__(self, detail: str, errors: tuple[dict[str, str], ...] = ()) -> None:
        super().__init__(detail)
        self.errors = errors

    def as_problem(self) -> dict[str, Any]:
        return {**super().as_problem(), "errors": list(self.errors)}


class BodyUnreadable(ServiceError):
    """The body is not JSON."""

    code = "body_unreadable"
    status = 400
    title = "请求不是 JSON"


class QuestionEmpty(ServiceError):
    """Nothing was asked."""

    code = "question_empty"
    status = 422
    title = "问题是空的"

    def __init__(self) -> None:
        super().__init__("问题是空的。请输入要问的内容，例如“2023年财政拨款收入是多少”。")


class QuestionTooLong(ServiceError):
    """A question above the limit of the settings."""

    code = "question_too_long"
    status = 422
    title = "问题太长"

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"问题有 {length} 个字，最多 {limit} 个字。请缩短后再问。")


class BodyTooLarge(ServiceError):
    """A request body above the limit; it was not read."""

    code = "body_too_large"
    status = 413
    title = "请求太大"

    def __init__(self, limit: int) -> None:
        super().__init__(f"请求超过 {limit // 1024 // 1024} MB，没有读取。请缩短问题后再问。")


class ConversationIdInvalid(ServiceError):
    """An id of the client's own making that could be guessed or misread."""

    code = "conversation_id_invalid"
    status = 422
    title = "对话编号有误"

    def __init__(self) -> None:
        super().__init__(
            "对话编号应为 8 到 64 个字母、数字、“-”或“_”。不带编号提问，会得到新的编号。"
        )


class ConversationNotFound(ServiceError):
    """No turn of that conversation is kept."""

    code = "conversation_not_found"
    status = 404
    title = "没有这个对话"

    def __init__(self) -> None:
        super().__init__("没有这个对话，或已删除。不带编号提问即开始新的对话。")


class DocumentNotFound(ServiceError):
    """No document of that id is loaded."""

    code = "document_not_found"
    status = 404
    title = "没有这份文件"

    def __init__(self) -> None:
        super().__init__("没有载入这个编号的文件，或已删除。已载入的文件见 /documents。")


class PageNotFound(ServiceError):
    """The document has no page of that number."""

    code = "page_not_found"
    status = 404
    title = "没有这一页"

    def __init__(self, number: int, pages: int) -> None:
        has = f"这份文件共 {pages} 页" if pages else "这份文件不分页"
        super().__init__(f"没有第 {number} 页：{has}。")


class PageImageUnavailable(ServiceError):
    """The page cannot be drawn: no page images for the format, or drawing failed."""

    code = "page_image_unavailable"
    status = 404
    title = "没有页面图像"

    def __init__(self, why: str) -> None:
        super().__init__(f"不能显示这一页的图像：{why}。请看文字或原文件。")


class SourceMissing(ServiceError):
    """The original file is not in the data folder any more."""

    code = "source_missing"
    status = 404
    title = "原文件不在"

    def __init__(self) -> None:
        super().__init__("数据文件夹里找不到这份文件的原件。请管理员运行 budget-qa verify。")


class ChartUnavailable(ServiceError):
    """Too few amounts for a chart, too many, or amounts that do not stand side by side."""

    code = "chart_unavailable"
    status = 404
    title = "没有图"

    def __init__(self) -> None:
        super().__init__("这些数不宜画成图（少于两个、太多，或口径不同）。请看表格。")


class AnswerNotFound(ServiceError):
    """No answer of that id is kept."""

    code = "answer_not_found"
    status = 404
    title = "没有这个答案"

    def __init__(self) -> None:
        super().__init__(
            "没有这个编号的答案：它所在的对话已删除，或早已过了保留的轮数。请再问一次。"
        )


class FigureNotInAnswer(ServiceError):
    """Feedback on a figure that the answer does not hold."""

    code = "figure_not_in_answer"
    status = 422
    title = "答案里没有这个数"

    def __init__(self) -> None:
        super().__init__("这个答案里没有这个编号的数。figure_id 应取自该答案的 figures。")


class FeedbackTooMuch(ServiceError):
    """An answer has as much feedback as is kept."""

    code = "feedback_too_much"
    status = 429
    title = "反馈已经够多"

    def __init__(self) -> None:
        super().__init__("这个答案已经收到很多反馈，工作人员会查看，不必再提交。")


class FeedbackNotFound(ServiceError):
    """No feedback of that id."""

    code = "feedback_not_found"
    status = 404
    title = "没有这条反馈"

    def __init__(self) -> None:
        super().__init__("没有这个编号的反馈。列表见 /api/v1/admin/feedback。")


class JobNotFound(ServiceError):
    """No job of that id."""

    code = "job_not_found"
    status = 404
    title = "没有这个任务"

    def __init__(self) -> None:
        super().__init__("没有这个编号的任务。列表见 /api/v1/admin/jobs。")


class JobNotUndoable(ServiceError):
    """Only a finished removal can be taken back, and only while its file is kept."""

    code = "job_not_undoable"
    status = 409
    title = "不能撤销"

    def __init__(self) -> None:
        super().__init__("只有已完成的删除可以撤销，而且原文件还在。请重新上传这份文件。")


class AdminClosed(ServiceError):
    """No admin key is set, so nobody is an administrator."""

    code = "admin_closed"
    status = 403
    title = "管理接口没有开放"

    def __init__(self) -> None:
        super().__init__("没有设置管理密钥。请设置 BUDGET_QA_ADMIN_KEYS 后重新启动服务。")


class AdminKeyRejected(ServiceError):
    """The request carries no key, or a wrong one."""

    code = "admin_key_rejected"
    status = 401
    title = "管理密钥不对"

    def __init__(self) -> None:
        super().__init__("请在请求头写 Authorization: Bearer 密钥，密钥见服务的设置。")


class FileTooLarge(ServiceError):
    """A file above the limit of the settings; it was not kept."""

    code = "file_too_large"
    status = 413
    title = "文件太大"

    def __init__(self, name: str, limit_mb: int) -> None:
        super().__init__(f"{name[:100]} 超过 {limit_mb} MB，没有收下。请拆分后再上传。")


class StorageFull(ServiceError):
    """The disk takes no more; what was being sent was not kept."""

    code = "storage_full"
    status = 507
    title = "磁盘写不进去"

    def __init__(self) -> None:
        super().__init__("数据文件夹写不进去，没有收下文件。请检查磁盘空间和权限后再上传。")


class Busy(ServiceError):
    """As many checks run as the machine takes at a time."""

    code = "busy"
    status = 503
    title = "正忙"

    def __init__(self) -> None:
        super().__init__("正在核对别的文件，请稍后再试。")


class CursorInvalid(ServiceError):
    """A cursor we did not hand out."""

    code = "cursor_invalid"
    status = 422
    title = "游标有误"

    def __init__(self) -> None:
        super().__init__("游标 cursor 有误。请原样使用上一页的 next_cursor，或不带它从头取。")


class NotFound(ServiceError):
    """No such address."""

    code = "not_found"
    status = 404
    title = "没有这个地址"

    def __init__(self) -> None:
        super().__init__("没有这个地址。接口说明见 /api/v1/openapi.json。")


class MethodNotAllowed(ServiceError):
    """The address exists, the method does not."""

    code = "method_not_allowed"
    status = 405
    title = "不支持这种请求方法"

    def __init__(self, method: str) -> None:
        super().__init__(f"这个地址不支持 {method[:10]}。支持的方法见响应头 Allow。")


class NotReady(ServiceError):
    """The data folder cannot be used now."""

    code = "not_ready"
    status = 503
    title = "服务没有就绪"
