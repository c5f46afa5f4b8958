"""Kinds of departments, roles of posts, and the areas of the Report."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DepartmentKind(models.TextChoices):
    GOVERNMENT = "government", _("Government")  # 市政府, 县区政府
    OFFICE = "office", _("Government office")  # 政府办, 督查室
    BUREAU = "bureau", _("Bureau")  # 市直部门
    PARTY = "party", _("Party department")
    VERTICAL = "vertical", _("Vertically managed body")
    INSTITUTION = "institution", _("Public institution")
    MASS = "mass", _("People's organisation")
    COUNTY = "county", _("County or district")
    ZONE = "zone", _("Zone")
    ENTERPRISE = "enterprise", _("Enterprise")


class Role(models.TextChoices):
    HANDLER = "H", _("Handler")  # 经办人
    LIAISON = "L", _("Liaison")  # 联络员
    UNIT_HEAD = "U", _("Unit head")  # 单位负责人
    SUPERVISOR = "S", _("Supervisor")  # 督查员
    CHIEF = "C", _("Supervision chief")  # 督查室主任
    VICE_MAYOR = "V", _("Vice mayor")  # 分管领导
    MAYORS_OFFICE = "M", _("Mayor's office")  # 市政府办
    LOCAL_SUPERVISOR = "DS", _("Local supervisor")  # 县区督查
    SYSTEM_ADMIN = "SA", _("System administrator")
    SECURITY_ADMIN = "SE", _("Security administrator")
    AUDIT_ADMIN = "AU", _("Audit administrator")
    PUBLIC = "P", _("Public")


# 三员分立: system, security and audit administrator are three people, and none of them has business of their own.
ADMINS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


class Area(models.TextChoices):
    STRATEGY = "strategy", _("Major strategies")  # 重大战略
    REFORM = "reform", _("Reform and innovation")  # 改革创新
    KEY_PROJECTS = "key_projects", _("Key projects")  # 重点项目
    LIVELIHOOD = "livelihood", _("Livelihood services")  # 民生服务
    CIVIC = "civic", _("Civic building")  # 文明创建
    OTHER = "other", _("Other")
